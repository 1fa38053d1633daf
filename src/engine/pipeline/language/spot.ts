import type { OperationEntry, Parameter } from '../../../shared/catalogue.ts';
import { findOperation } from '../../operations/index.ts';
import type { ParameterMap } from '../../parameters.ts';
import { labelKeys, outputKeys, pipelineKeys, stepParameters } from '../declaration.ts';
import type { LooseEntry, LooseMap, LooseNode, LooseScalar } from './looseNode.ts';

/** What a place in a pipeline's text is about. */
export type Spot = KeySpot | ValueSpot | OperationSpot;

interface CommonSpot {
  /** What is written there. In a value that is a list or a map, one scalar of it. */
  readonly token?: LooseScalar;
  /** Index of the pipeline's step that it belongs to. */
  readonly step?: number;
}

/** The keys of a map, or where one of them can be. */
export interface KeySpot extends CommonSpot {
  readonly kind: 'key';
  readonly owner: Owner;
  /** The other keys of the map. */
  readonly written: readonly string[];
  readonly entry?: LooseEntry;
  readonly flow: boolean;
  /** Where the keys stand relative to what is to come: further in, or in braces that are not there yet. */
  readonly needs?: 'indent' | 'braces';
}

export interface ValueSpot extends CommonSpot {
  readonly kind: 'value';
  readonly owner: Owner;
  readonly name: string;
  /** The token is the whole value. */
  readonly whole: boolean;
}

/** The name of a step's operation, or where one can be. */
export interface OperationSpot extends CommonSpot {
  readonly kind: 'operation';
  readonly token: LooseScalar;
  /** Its parameters follow. */
  readonly entry?: LooseEntry;
  /** In braces, as a key; or as an item of a list in brackets or after a dash. */
  readonly inBraces: boolean;
  readonly flow: boolean;
  /** The dash of the list is yet to be written. */
  readonly needsDash: boolean;
}

/** A map of the pipeline file: which keys it accepts. */
export interface Owner {
  readonly kind: 'pipeline' | 'output' | 'labels' | 'step';
  readonly keys: ParameterMap;
  readonly operation?: OperationEntry;
}

const pipelineOwner: Owner = { kind: 'pipeline', keys: pipelineKeys };
const groups: Readonly<Record<string, Owner>> = {
  output: { kind: 'output', keys: outputKeys },
  labels: { kind: 'labels', keys: labelKeys },
};

export function parameterOf(owner: Owner, name: string): Parameter | undefined {
  return Object.hasOwn(owner.keys, name) ? owner.keys[name] : undefined;
}

/** What the text is about at an offset; undefined where nothing is, and where it is nothing of a pipeline. */
export function spotAt(root: LooseNode | undefined, offset: number): Spot | undefined {
  if (root?.kind === 'scalar' && contains(root, offset)) {
    return { kind: 'key', owner: pipelineOwner, written: [], flow: false, token: root };
  }
  if (root?.kind !== 'map') return undefined;
  const entry = entryAt(root, offset);
  if (!entry) return undefined;
  if (contains(entry.key, offset)) return keySpot(pipelineOwner, root, entry);
  const { value } = entry;
  const name = entry.key.text;
  if (!value || !contains(value, offset)) return undefined;
  if (name === 'steps') return spotInSteps(value, offset, { entry, flow: root.flow });
  const group = Object.hasOwn(groups, name) ? groups[name] : undefined;
  return group ? spotInKeys(group, entry, offset) : valueSpot(pipelineOwner, entry, offset);
}

interface Within {
  readonly step?: number;
  /** What the list belongs to, in a map of this style. */
  readonly entry: LooseEntry;
  readonly flow: boolean;
}

function spotInSteps(value: LooseNode, offset: number, within: Within): Spot | undefined {
  const { step: outer } = within;
  const isUnderKey = within.entry.below && !within.flow;
  if (value.kind === 'scalar') {
    const more = { needsDash: true, ...(outer !== undefined && { step: outer }) };
    return isUnderKey ? operationSpot(value, more) : undefined;
  }
  if (value.kind === 'map') return undefined;
  const index = value.items.findIndex(({ start, end }) => start <= offset && offset <= end);
  const item = value.items[index];
  if (!item?.value || !contains(item.value, offset)) return undefined;
  const step = outer ?? index;
  const flow = value.flow;
  const needsDash = !flow && !item.dash;
  if (item.value.kind === 'list') return undefined;
  if (item.value.kind === 'scalar') return operationSpot(item.value, { flow, needsDash, step });
  return spotInStep(item.value, offset, { needsDash, step });
}

function spotInStep(
  map: LooseMap,
  offset: number,
  { needsDash, step }: { readonly needsDash: boolean; readonly step: number },
): Spot | undefined {
  const entry = entryAt(map, offset);
  if (!entry) return undefined;
  const [first] = map.entries;
  if (contains(entry.key, offset)) {
    if (entry === first) {
      return operationSpot(entry.key, { entry, flow: map.flow, inBraces: map.flow, needsDash, step });
    }
    const operation = first && ownerOfStep(first);
    // The next line after `- resize:`, where the editor puts the cursor, is not far enough in for a parameter.
    const isDue = operation && first.colon && !first.value && !map.flow && map.entries[1] === entry;
    return isDue ? { ...keySpot(operation, map, entry, []), needs: 'indent', step } : undefined;
  }
  const owner = ownerOfStep(entry);
  if (!owner || !entry.value) return undefined;
  if (entry.value.kind === 'map') {
    const inner = entryAt(entry.value, offset);
    const parameter = inner && parameterOf(owner, inner.key.text);
    if (inner?.value && parameter?.kind === 'steps' && contains(inner.value, offset)) {
      return spotInSteps(inner.value, offset, { step, entry: inner, flow: entry.value.flow });
    }
  }
  const spot = spotInKeys(owner, entry, offset);
  return spot && { ...spot, step };
}

/** The map of a group of keys, or what may become one. */
function spotInKeys(owner: Owner, { below, value }: LooseEntry, offset: number): Spot | undefined {
  if (!value || !contains(value, offset)) return undefined;
  if (value.kind === 'scalar') {
    const needs = below ? {} : { needs: 'braces' as const };
    return { kind: 'key', owner, written: [], flow: false, token: value, ...needs };
  }
  if (value.kind === 'list') return undefined;
  const entry = entryAt(value, offset);
  if (!entry) return undefined;
  if (contains(entry.key, offset)) return keySpot(owner, value, entry);
  return valueSpot(owner, entry, offset);
}

function keySpot(owner: Owner, map: LooseMap, entry: LooseEntry, others = map.entries): KeySpot {
  const written = others.filter(other => other !== entry && other.colon).map(({ key }) => key.text);
  return { kind: 'key', owner, written, entry, flow: map.flow, token: entry.key };
}

function valueSpot(owner: Owner, { key, value }: LooseEntry, offset: number): ValueSpot | undefined {
  if (!value || !contains(value, offset)) return undefined;
  const token = scalarAt(value, offset);
  const common = { kind: 'value', owner, name: key.text, whole: token === value } as const;
  return token ? { ...common, token } : common;
}

function operationSpot(
  token: LooseScalar,
  more: {
    readonly entry?: LooseEntry;
    readonly flow?: boolean;
    readonly inBraces?: boolean;
    readonly needsDash: boolean;
    readonly step?: number;
  },
): OperationSpot {
  const { entry, flow = false, inBraces = false, needsDash, step } = more;
  const common = { kind: 'operation', token, flow, inBraces, needsDash } as const;
  return { ...common, ...(entry?.colon && { entry }), ...(step !== undefined && { step }) };
}

function ownerOfStep({ key }: LooseEntry): Owner | undefined {
  const operation = findOperation(key.text);
  return operation && { kind: 'step', keys: stepParameters(operation), operation };
}

function scalarAt(node: LooseNode, offset: number): LooseScalar | undefined {
  if (node.kind === 'scalar') return contains(node, offset) ? node : undefined;
  const parts = node.kind === 'list' ? node.items : node.entries;
  for (const { value } of parts) {
    if (value && contains(value, offset)) return scalarAt(value, offset);
  }
  return undefined;
}

function entryAt(map: LooseMap, offset: number): LooseEntry | undefined {
  return map.entries.find(({ key, end }) => key.start <= offset && offset <= end);
}

function contains({ start, end }: LooseNode, offset: number): boolean {
  return start <= offset && offset <= end;
}
