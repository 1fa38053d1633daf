import type { OperationEntry, Parameter } from '../../../shared/catalogue.ts';
import type { Shape } from '../../../shared/shape.ts';
import type { NamedOperation } from '../../operations/index.ts';
import { changesNothing } from '../advice/effect.ts';
import { resolveStep } from '../resolve.ts';
import { choicesOf, writtenDefault } from './describe.ts';

/** What is inserted by a completion, in the snippet syntax of editors. */

interface Style {
  readonly isJson: boolean;
  readonly flow: boolean;
  /** The braces of the step are there already. */
  readonly inBraces: boolean;
}

/** A step with the parameters that it needs as tab stops; the bare name where it needs none. */
export function operationSnippet(operation: NamedOperation, style: Style): string {
  const { id, parameters } = operation;
  const { isJson, flow, inBraces } = style;
  const needed = neededOf(operation).map(([name, value]) => ({ name, value, parameter: parameters[name]! }));
  const key = quoted(id, isJson);
  if (needed.length === 0) {
    if (!inBraces) return key;
    return isJson ? `${key}: {$1}` : `${key}: { $1 }`;
  }
  const isOuter = needed.length === 1 && needed[0]!.parameter.kind === 'steps' && !flow;
  // An editor puts the indentation of the line before every further line.
  if (isOuter) return `${key}:\n    ${needed[0]!.name}:\n      - $0`;
  const stops = needed.map(
    ({ name, value, parameter }, index) =>
      `${quoted(name, isJson)}: ${tabStop(index + 1, value, parameter, isJson)}`,
  );
  const step = `${key}: { ${stops.join(', ')} }`;
  return isJson && !inBraces ? `{ ${step} }` : step;
}

/** Photographs. */
const usual: Shape = { width: 640, height: 480, channels: 3, dtype: 'uint8', orientation: 1 };

/**
 * What has to be written, with values to begin with: required parameters, or those of an example where defaults alone
 * are refused or change nothing.
 */
function neededOf(operation: NamedOperation): readonly (readonly [name: string, value: string])[] {
  const { parameters, examples } = operation;
  const required = Object.keys(parameters).filter(name => parameters[name]!.required);
  if (required.length > 0) return required.map(name => [name, suggestedValue(operation, name)]);
  const isRefused = resolveStep(operation, {}, 'opencv').faults.length > 0;
  if (!isRefused && !isWithoutEffect(operation, {})) return [];
  const given = examples.map(({ parameters }) => parameters);
  const chosen = given.find(each => !isWithoutEffect(operation, each)) ?? (isRefused ? given[0] : undefined);
  return Object.entries(chosen ?? {}).map(([name, value]) => [name, written(value)]);
}

function isWithoutEffect(operation: NamedOperation, given: Readonly<Record<string, unknown>>): boolean {
  const { values } = resolveStep(operation, given, 'opencv');
  return changesNothing([{ operation: operation.id, values }], usual);
}

/** Three digits are enough to begin with. */
function written(value: unknown): string {
  const short = (_key: string, part: unknown) =>
    typeof part === 'number' ? Number(part.toPrecision(3)) : part;
  return typeof value === 'string' ? value : JSON.stringify(value, short).replaceAll(',', ', ');
}

/** A key with its value as a tab stop; nothing where the value is chosen from a list. */
export function keySnippet(name: string, value: string, parameter: Parameter, isJson: boolean): string {
  const key = quoted(name, isJson);
  if (choicesOf(parameter).length > 0) return `${key}: $0`;
  return `${key}: ${tabStop(1, value, parameter, isJson)}`;
}

/** A value as it stands in the text of a pipeline. */
export function valueOf(written: string, parameter: Parameter, isJson: boolean): string {
  const isText = choicesOf(parameter).some(({ value }) => value === written) && parameter.kind !== 'boolean';
  return isText ? quoted(written, isJson) : written;
}

/** The first value to be thought of: the default, else one that is accepted. */
export function suggestedValue(operation: OperationEntry, name: string): string {
  const parameter = operation.parameters[name]!;
  const example = operation.examples[0]?.parameters[name];
  // What lists are to hold is known to the operation alone.
  const isOwn = parameter.kind === 'matrix' || parameter.kind === 'pair' || parameter.absent !== undefined;
  if (isOwn && example !== undefined) return written(example);
  return firstValue(name, parameter);
}

/** The same for a key of any map. */
export function firstValue(name: string, parameter: Parameter): string {
  return writtenDefault(parameter) ?? acceptedValue(name, parameter);
}

function acceptedValue(name: string, parameter: Parameter): string {
  const [first] = choicesOf(parameter);
  switch (parameter.kind) {
    case 'integer': {
      const usual = parameter.unit === 'px' && !/^[xy]$/.test(name) ? 224 : parameter.minimum;
      const inside = Math.min(parameter.maximum, Math.max(parameter.minimum, usual));
      return String(parameter.odd && inside % 2 === 0 ? inside + 1 : inside);
    }
    case 'number':
      return String(Math.min(parameter.maximum, Math.max(parameter.minimum, 1)));
    case 'boolean':
    case 'choice':
      return first!.value;
    case 'numbers':
      return first?.value ?? String(Math.min(parameter.maximum, Math.max(parameter.minimum, 1)));
    case 'color':
      return '0';
    case 'size':
      return String(Math.min(parameter.maximum, Math.max(parameter.minimum, 2)));
    case 'pair':
      return `[${Math.max(parameter.minimum, 0)}, ${Math.min(parameter.maximum, 1)}]`;
    case 'matrix':
      return '[[1]]';
    case 'array':
      return first?.value ?? (parameter.axes === 1 ? '[1]' : '[[1]]');
    case 'steps':
      return '[]';
  }
}

export function quoted(name: string, isJson: boolean): string {
  return isJson ? `"${name}"` : name;
}

/** Text that stands in a snippet for itself. */
export function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

function tabStop(index: number, value: string, parameter: Parameter, isJson: boolean): string {
  if (parameter.kind === 'steps') return `[$${index}]`;
  const choices = choicesOf(parameter);
  const text = valueOf(value, parameter, isJson);
  // A list that is only one of the ways to write the value is no choice.
  const isClosed = parameter.kind === 'choice' || parameter.kind === 'boolean';
  if (!isClosed) return `\${${index}:${snippetText(text)}}`;
  const others = choices.map(choice => choice.value).filter(other => other !== value);
  const all = [value, ...others].map(one => valueOf(one, parameter, isJson).replace(/[\\,|]/g, '\\$&'));
  return `\${${index}|${all.join(',')}|}`;
}
