import type { Values } from '../../shared/catalogue.ts';
import type { LabelRules } from '../../shared/labels.ts';
import type {
  Diagnostic,
  Match,
  Output,
  ParsedPipeline,
  Pipeline,
  PipelineLanguage,
  Place,
  Step,
} from '../../shared/pipeline.ts';
import { allOperations, findOperation } from '../operations/index.ts';
import type { OperationEntry } from '../../shared/catalogue.ts';
import type { ParameterMap } from '../parameters.ts';
import { keysOfStep, labelKeys, outputKeys, pipelineKeys, stepParameters } from './declaration.ts';
import { nearest } from './nearest.ts';
import { didYouMean, resolveParameters, resolveStep, type Fault } from './resolve.ts';
import { parseSyntax, toPlain, type SyntaxEntry, type SyntaxNode } from './syntax.ts';

/**
 * Reads and checks a pipeline's text. Every finding stands at its exact place; there is a pipeline only when none of
 * them is an error.
 */
export function parsePipeline(text: string, language: PipelineLanguage): ParsedPipeline {
  if (latest?.text !== text || latest.language !== language)
    latest = { text, language, parsed: parse(text, language) };
  return latest.parsed;
}

/** Diagnostics, hints and lenses ask about one text in a row; a long one takes half a second to read. */
let latest: { readonly text: string; readonly language: string; readonly parsed: ParsedPipeline } | undefined;

function parse(text: string, language: PipelineLanguage): ParsedPipeline {
  const { root, diagnostics: syntax } = parseSyntax(text, language);
  const checker = new Checker([...syntax]);
  if (syntax.length === 0) {
    const pipeline = checker.pipeline(root);
    if (pipeline && checker.diagnostics.every(({ severity }) => severity !== 'error')) {
      return { pipeline, diagnostics: checker.diagnostics };
    }
  }
  return { diagnostics: checker.diagnostics };
}

type PipelineKeys = Pick<Pipeline, 'match' | 'seed'>;

/** Of steps inside steps. */
const maximumDepth = 8;

const topLevel = [...Object.keys(pipelineKeys), 'steps', 'labels', 'output'];
const startOfText: Place = { start: 0, end: 0, line: 1, column: 1 };

class Checker {
  constructor(readonly diagnostics: Diagnostic[]) {}

  pipeline(root: SyntaxNode | undefined) {
    if (!root || (root.kind === 'scalar' && root.value === null)) {
      this.error('empty', 'The pipeline is empty; it needs a list of steps.', root?.place ?? startOfText);
      return undefined;
    }
    if (root.kind !== 'map') {
      this.error('wrong-type', `Expected a map with ${topLevel.join(', ')}.`, root.place);
      return undefined;
    }
    this.refuseDuplicates(root.entries);
    const entry = (name: string) => root.entries.find(({ key }) => key === name);
    for (const { key, keyPlace } of root.entries) {
      if (topLevel.includes(key)) continue;
      // `resize: …` at the top level is a step that lost its list.
      const isOperation = findOperation(key) !== undefined;
      const suggestions = isOperation ? ['steps'] : nearest(key, topLevel);
      const hint = isOperation
        ? ' It is an operation: put it in the list of steps.'
        : didYouMean(suggestions);
      this.error(
        'unknown-key',
        `A pipeline has no key ${key}; it accepts ${topLevel.join(', ')}.${hint}`,
        keyPlace,
        suggestions,
      );
    }
    const general = root.entries.filter(({ key }) => Object.hasOwn(pipelineKeys, key));
    const { values, faults } = resolveParameters('pipeline', pipelineKeys, plainEntries(general));
    this.report(faults, general, root.place);
    const match = (values['match'] ?? 'opencv') as Match;
    const seed = (values['seed'] ?? 0) as number;
    const steps = this.steps(entry('steps'), { match, seed }, root.place);
    const labels = this.labels(entry('labels'));
    const output = this.output(entry('output'));
    return { version: 1, match, seed, steps, labels, output } as const;
  }

  private steps(entry: SyntaxEntry | undefined, keys: PipelineKeys, rootPlace: Place): readonly Step[] {
    if (!entry) {
      this.error('missing-key', 'The pipeline needs steps: a list of operations.', firstCharacter(rootPlace));
      return [];
    }
    if (entry.value.kind !== 'list') {
      this.error('wrong-type', 'Expected a list of operations for steps.', entry.value.place);
      return [];
    }
    return entry.value.items.flatMap(item => this.step(item, keys) ?? []);
  }

  private step(node: SyntaxNode, keys: PipelineKeys, depth = 0): Step | undefined {
    if (depth > maximumDepth) {
      const message = `Steps stand inside each other at most ${maximumDepth} deep; take this one out.`;
      this.error('too-deep', message, node.place);
      return undefined;
    }
    const written = this.namedStep(node);
    if (!written) return undefined;
    const { name, namePlace, parameters } = written;
    const operation = findOperation(name);
    if (!operation) {
      const suggestions = nearest(
        name,
        allOperations.map(({ id }) => id),
      );
      this.error(
        'unknown-operation',
        `There is no operation named ${name}.${didYouMean(suggestions)}`,
        namePlace,
        suggestions,
      );
      return undefined;
    }
    this.refuseDuplicates(parameters);
    const keysHere = keysOfStep(operation);
    const { own, general } = splitStepKeys(operation, keysHere, parameters);
    const { given, broken } = this.withStepsInside(operation, own, keys, depth);
    const step = resolveStep(operation, given, keys.match, keys.seed);
    const found = resolveParameters(name, keysHere, plainEntries(general));
    // What is wrong inside has been said there; rules over steps that could not be read say nothing.
    const faults = step.faults.filter(
      ({ code, parameter }) => !broken || (code !== 'inconsistent' && parameter !== broken),
    );
    this.report([...faults, ...found.faults], parameters, namePlace);
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
      this.error(
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

  /** What is written for a step's parameters; lists of steps are read here, so that each finding has its place. */
  private withStepsInside(
    operation: OperationEntry,
    entries: readonly SyntaxEntry[],
    keys: PipelineKeys,
    depth: number,
  ): { readonly given: Record<string, unknown>; readonly broken?: string } {
    const holds = ({ key }: SyntaxEntry) =>
      Object.hasOwn(operation.parameters, key) && operation.parameters[key]?.kind === 'steps';
    const given = plainEntries(entries.filter(entry => !holds(entry) || entry.value.kind !== 'list'));
    let broken: string | undefined;
    for (const { key, value } of entries.filter(holds)) {
      if (value.kind !== 'list') continue;
      const steps = value.items.map(item => this.step(item, keys, depth + 1));
      given[key] = steps.filter(step => step !== undefined);
      if (steps.includes(undefined)) broken = key;
    }
    return { given, ...(broken !== undefined && { broken }) };
  }

  /** A step is a name, or a map of one key: the name, with its parameters. */
  private namedStep(node: SyntaxNode) {
    if (node.kind === 'scalar' && typeof node.value === 'string') {
      return { name: node.value, namePlace: node.place, parameters: [] };
    }
    if (node.kind !== 'map' || node.entries.length === 0) {
      const message =
        'Expected an operation: its name, or its name with parameters such as resize: { width: 224, height: 224 }.';
      this.error('wrong-type', message, node.place);
      return undefined;
    }
    const [first, second] = node.entries as [SyntaxEntry, SyntaxEntry?];
    if (second) {
      const operation = findOperation(first.key);
      const isParameter = operation && Object.hasOwn(stepParameters(operation), second.key);
      const message = isParameter
        ? `${second.key} is a parameter of ${first.key}: indent it further than ${first.key}.`
        : `A step is one operation, but this one has ${node.entries.map(({ key }) => key).join(' and ')}. Start each with a dash of its own.`;
      this.error('several-operations', message, second.keyPlace);
      return undefined;
    }
    const { key, keyPlace, value } = first;
    if (value.kind === 'map') return { name: key, namePlace: keyPlace, parameters: value.entries };
    if (value.kind === 'scalar' && value.value === null)
      return { name: key, namePlace: keyPlace, parameters: [] };
    this.error(
      'wrong-type',
      `Expected a map of parameters for ${key}, such as { name: value }.`,
      value.place,
    );
    return undefined;
  }

  private labels(entry: SyntaxEntry | undefined): LabelRules {
    const { values } = this.keys('labels', labelKeys, entry, '{ min_area: 16, frame: stored }');
    const { min_area: minArea, min_visibility: minVisibility, frame } = values;
    return { minArea, minVisibility, frame } as LabelRules;
  }

  private output(entry: SyntaxEntry | undefined): Output {
    const { values, entries } = this.keys('output', outputKeys, entry, '{ format: npy, layout: chw }');
    this.warnIneffective(values, entries);
    const { dtype, ...rest } = values;
    return { ...rest, ...(dtype !== undefined && { dtype }) } as unknown as Output;
  }

  /** The keys of a map that may be left out or empty. */
  private keys(name: string, keys: ParameterMap, entry: SyntaxEntry | undefined, example: string) {
    const node = entry?.value;
    const isEmpty = node?.kind === 'scalar' && node.value === null;
    if (node && !isEmpty && node.kind !== 'map') {
      this.error('wrong-type', `Expected a map for ${name}, such as ${example}.`, node.place);
    }
    const entries = node?.kind === 'map' ? node.entries : [];
    this.refuseDuplicates(entries);
    const { values, faults } = resolveParameters(name, keys, plainEntries(entries));
    this.report(faults, entries, entry?.keyPlace ?? startOfText);
    return { values, entries };
  }

  private warnIneffective(values: Values, entries: readonly SyntaxEntry[]): void {
    const format = values['format'];
    for (const { key, keyPlace } of entries) {
      const formats = key === 'quality' ? ['jpeg', 'webp'] : key === 'layout' ? ['npy'] : undefined;
      if (!formats || typeof format !== 'string' || formats.includes(format)) continue;
      const message = `${key} has no effect on ${format} files; it is for ${formats.join(' and ')}.`;
      this.diagnostics.push({ severity: 'warning', code: 'no-effect', message, place: keyPlace });
    }
  }

  private refuseDuplicates(entries: readonly SyntaxEntry[]): void {
    const known = new Set<string>();
    for (const { key, keyPlace } of entries) {
      if (known.has(key)) this.error('duplicate-key', `${key} is written twice; keep one of them.`, keyPlace);
      known.add(key);
    }
  }

  /** Faults stand at the value; at the key when the name itself is wrong; at the owner when something is missing. */
  private report(faults: readonly Fault[], entries: readonly SyntaxEntry[], owner: Place): void {
    for (const { code, parameter, path, message, suggestions } of faults) {
      const entry = entries.find(({ key }) => key === parameter);
      const place = !entry ? owner : code === 'unknown-parameter' ? entry.keyPlace : placeAt(entry, path);
      this.error(code, message, place, suggestions);
    }
  }

  private error(code: string, message: string, place: Place, suggestions: readonly string[] = []): void {
    this.diagnostics.push({
      severity: 'error',
      code,
      message,
      place,
      ...(suggestions.length > 0 && { suggestions }),
    });
  }
}

function placeAt(entry: SyntaxEntry, path: readonly number[]): Place {
  let node = entry.value;
  for (const index of path) {
    const item = node.kind === 'list' ? node.items[index] : undefined;
    if (!item) break;
    node = item;
  }
  // An empty value has no width to underline.
  return node.place.end > node.place.start ? node.place : entry.keyPlace;
}

function splitStepKeys(operation: OperationEntry, keys: ParameterMap, entries: readonly SyntaxEntry[]) {
  const isGeneral = ({ key }: SyntaxEntry) =>
    Object.hasOwn(keys, key) && !Object.hasOwn(operation.parameters, key);
  return { own: entries.filter(entry => !isGeneral(entry)), general: entries.filter(isGeneral) };
}

function plainEntries(entries: readonly SyntaxEntry[]): Record<string, unknown> {
  return Object.fromEntries(entries.map(({ key, value }) => [key, toPlain(value)]));
}

function firstCharacter(place: Place): Place {
  return { ...place, end: place.start + 1 };
}
