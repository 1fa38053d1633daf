import type { OperationEntry, Values } from '../../shared/catalogue.ts';
import type { Pipeline, Place, Step } from '../../shared/pipeline.ts';
import { allOperations, findOperation } from '../operations/index.ts';
import type { ParameterMap } from '../parameters.ts';
import { keysOfStep, stepParameters } from './declaration.ts';
import { placeAt, plainEntries, type Findings } from './findings.ts';
import { nearest } from './nearest.ts';
import { didYouMean, resolveParameters, resolveStep } from './resolve.ts';
import { resolveValue } from './resolveValue.ts';
import { toPlain, type SyntaxEntry, type SyntaxNode } from './syntax.ts';

type PipelineKeys = Pick<Pipeline, 'match' | 'seed'>;

/** Of steps inside steps. */
const maximumDepth = 8;

/** Makes steps of the nodes of a pipeline's text. */
export class StepReader {
  constructor(
    private readonly findings: Findings,
    /** What steps inherit. */
    private readonly keys: PipelineKeys,
  ) {}

  steps(entry: SyntaxEntry | undefined, rootPlace: Place): readonly Step[] {
    if (!entry) {
      this.findings.error(
        'missing-key',
        'The pipeline needs steps: a list of operations.',
        firstCharacter(rootPlace),
      );
      return [];
    }
    if (entry.value.kind !== 'list') {
      const { value } = entry;
      const isDashed = value.kind === 'scalar' && /^-\S/.test(String(value.value));
      const message = isDashed
        ? 'Expected a space after the dash of every step.'
        : 'Expected a list of operations for steps.';
      this.findings.error('wrong-type', message, value.place);
      return [];
    }
    return entry.value.items.flatMap(item => this.step(item) ?? []);
  }

  private step(node: SyntaxNode, depth = 0): Step | undefined {
    if (depth > maximumDepth) {
      const message = `Steps stand inside each other at most ${maximumDepth} deep; take this one out.`;
      this.findings.error('too-deep', message, node.place);
      return undefined;
    }
    const written = this.namedStep(node);
    if (!written) return undefined;
    const { name, namePlace, parameters } = written;
    const operation = findOperation(name);
    if (!operation && name.includes(' - ')) {
      const message = `A step ends with its line: indent the dash of the next one like this one’s.`;
      this.findings.error('unknown-operation', message, namePlace);
      return undefined;
    }
    if (!operation) {
      const suggestions = nearest(
        name,
        allOperations.map(({ id }) => id),
      );
      this.findings.error(
        'unknown-operation',
        `There is no operation named ${name}.${didYouMean(suggestions)}`,
        namePlace,
        suggestions,
      );
      return undefined;
    }
    this.findings.refuseDuplicates(parameters);
    const keysHere = keysOfStep(operation);
    const { own, general } = splitStepKeys(operation, keysHere, parameters);
    const { given, broken } = this.withStepsInside(operation, own, depth);
    const names = parameters.map(({ key }) => key);
    const step = resolveStep(operation, given, this.keys.match, this.keys.seed, names);
    const found = resolveParameters(name, keysHere, plainEntries(general));
    // What is wrong inside has been said there; rules over steps that could not be read say nothing.
    const faults = step.faults.filter(
      ({ code, parameter }) => !broken || (code !== 'inconsistent' && parameter !== broken),
    );
    this.findings.report([...faults, ...found.faults], parameters, namePlace);
    if (faults.length === 0) this.noteIneffective(operation, own, step.values);
    const p = found.values['p'] as number | undefined;
    const byChance = p !== undefined && p < 1;
    const isTraining = operation.random || byChance || depth > 0;
    const mode = parameters.find(({ key }) => key === 'mode');
    if (isTraining && mode && found.values['mode'] === 'always') {
      const reason = operation.random
        ? 'is random and'
        : byChance
          ? 'with p below 1 is random and'
          : 'inside a random step';
      this.findings.error(
        'inconsistent',
        `${name} ${reason} runs in training only; leave mode out.`,
        placeAt(mode, []),
        ['train'],
      );
    }
    return {
      operation: name,
      values: step.values,
      ...(byChance && { p }),
      enabled: found.values['enabled'] as boolean,
      mode: isTraining ? 'train' : (found.values['mode'] as Step['mode']),
      place: node.place,
      name: namePlace,
    };
  }

  private noteIneffective(
    { parameters }: OperationEntry,
    entries: readonly SyntaxEntry[],
    values: Values,
  ): void {
    for (const { key, keyPlace } of entries) {
      const { usedWith } = parameters[key] ?? {};
      const given = usedWith && values[usedWith.parameter];
      if (!usedWith || typeof given !== 'string' || given === usedWith.value) continue;
      const message = `${key} has no effect with ${usedWith.parameter}: ${given}; it is for ${usedWith.value}.`;
      this.findings.noEffect(message, keyPlace);
    }
  }

  /** What is written for a step's parameters; lists of steps are read here, so that each finding has its place. */
  private withStepsInside(
    operation: OperationEntry,
    entries: readonly SyntaxEntry[],
    depth: number,
  ): { readonly given: Record<string, unknown>; readonly broken?: string } {
    const holds = ({ key }: SyntaxEntry) =>
      Object.hasOwn(operation.parameters, key) && operation.parameters[key]?.kind === 'steps';
    const given = plainEntries(entries.filter(entry => !holds(entry) || entry.value.kind !== 'list'));
    let broken: string | undefined;
    for (const { key, value } of entries.filter(holds)) {
      if (value.kind !== 'list') continue;
      const steps = value.items.map(item => this.step(item, depth + 1));
      given[key] = steps.filter(step => step !== undefined);
      if (steps.includes(undefined)) broken = key;
    }
    return { given, ...(broken !== undefined && { broken }) };
  }

  /** A step is a name, or a map of one key: the name, with its parameters. */
  private namedStep(node: SyntaxNode) {
    if (node.kind === 'scalar' && typeof node.value === 'string' && node.value.trim() !== '') {
      return { name: node.value, namePlace: node.place, parameters: [] };
    }
    if (node.kind !== 'map' || node.entries.length === 0) {
      const message =
        'Expected an operation: its name, or its name with parameters such as resize: { width: 224, height: 224 }.';
      this.findings.error('wrong-type', message, node.place);
      return undefined;
    }
    const [first, second] = node.entries as [SyntaxEntry, SyntaxEntry?];
    if (second) {
      const operation = findOperation(first.key);
      const isParameter = operation && Object.hasOwn(stepParameters(operation), second.key);
      const message = isParameter
        ? `${second.key} is a parameter of ${first.key}: indent it further than ${first.key}.`
        : `A step is one operation, but this one has ${node.entries.map(({ key }) => key).join(' and ')}. Start each with a dash of its own.`;
      this.findings.error('several-operations', message, second.keyPlace);
      return undefined;
    }
    const { key, keyPlace, value } = first;
    if (value.kind === 'map') return { name: key, namePlace: keyPlace, parameters: value.entries };
    if (value.kind === 'scalar' && value.value === null)
      return { name: key, namePlace: keyPlace, parameters: [] };
    this.findings.error(
      'wrong-type',
      `Expected a map of parameters for ${key}, such as ${mapFor(findOperation(key), value)}.`,
      value.place,
    );
    return undefined;
  }
}

/** What was written without a name, under the first one that takes it. */
function mapFor(operation: OperationEntry | undefined, node: SyntaxNode): string {
  const written = toPlain(node);
  const [name] =
    Object.entries(operation?.parameters ?? {}).find(([, parameter]) =>
      parameter.kind === 'steps' ? Array.isArray(written) : 'value' in resolveValue(parameter, written),
    ) ?? [];
  if (name === undefined) return '{ name: value }';
  return `{ ${name}: ${node.kind === 'list' ? '[…]' : String(written)} }`;
}

function splitStepKeys(operation: OperationEntry, keys: ParameterMap, entries: readonly SyntaxEntry[]) {
  const isGeneral = ({ key }: SyntaxEntry) =>
    Object.hasOwn(keys, key) && !Object.hasOwn(operation.parameters, key);
  return { own: entries.filter(entry => !isGeneral(entry)), general: entries.filter(isGeneral) };
}

function firstCharacter(place: Place): Place {
  return { ...place, end: place.start + 1 };
}
