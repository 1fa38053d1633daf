import type { Values } from '../../shared/catalogue.ts';
import type { LabelRules } from '../../shared/labels.ts';
import type { Match, Output, ParsedPipeline, Pipeline, PipelineLanguage } from '../../shared/pipeline.ts';
import { findOperation } from '../operations/index.ts';
import { labelKeys, outputKeys, pipelineKeys } from './declaration.ts';
import { readExclusion } from './exclusion.ts';
import { Findings, plainEntries, startOfText } from './findings.ts';
import { nearest } from './nearest.ts';
import { didYouMean, resolveParameters, unwritten } from './resolve.ts';
import { StepReader } from './stepReader.ts';
import { parseSyntax, type SyntaxEntry, type SyntaxNode } from './syntax.ts';

const topLevel = [...Object.keys(pipelineKeys), 'steps', 'labels', 'exclude', 'output'];

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
  const findings = new Findings(syntax);
  if (syntax.length === 0) {
    const pipeline = readPipeline(root, findings);
    if (pipeline && findings.all.every(({ severity }) => severity !== 'error')) {
      return { pipeline, diagnostics: findings.all };
    }
  }
  return { diagnostics: findings.all };
}

function readPipeline(root: SyntaxNode | undefined, findings: Findings): Pipeline | undefined {
  if (!root || (root.kind === 'scalar' && root.value === null)) {
    findings.error('empty', 'The pipeline is empty; it needs a list of steps.', root?.place ?? startOfText);
    return undefined;
  }
  if (root.kind !== 'map') {
    findings.error('wrong-type', `Expected a map with ${topLevel.join(', ')}.`, root.place);
    return undefined;
  }
  findings.refuseDuplicates(root.entries);
  const entry = (name: string) => root.entries.find(({ key }) => key === name);
  const written = root.entries.map(({ key }) => key);
  for (const { key, keyPlace } of root.entries) {
    if (topLevel.includes(key)) continue;
    // `resize: …` at the top level is a step that lost its list.
    const isOperation = findOperation(key) !== undefined;
    const suggestions = isOperation ? ['steps'] : nearest(key, unwritten(topLevel, written));
    const hint = isOperation ? ' It is an operation: put it in the list of steps.' : didYouMean(suggestions);
    findings.error(
      'unknown-key',
      `A pipeline has no key ${key}; it accepts ${topLevel.join(', ')}.${hint}`,
      keyPlace,
      suggestions,
    );
  }
  const general = root.entries.filter(({ key }) => Object.hasOwn(pipelineKeys, key));
  const { values, faults } = resolveParameters('pipeline', pipelineKeys, plainEntries(general));
  findings.report(faults, general, root.place);
  const match = (values['match'] ?? 'opencv') as Match;
  const seed = (values['seed'] ?? 0) as number;
  const steps = new StepReader(findings, { match, seed }).steps(entry('steps'), root.place);
  const labels = readLabels(entry('labels'), findings);
  const exclude = readExclusion(entry('exclude'), findings);
  const output = readOutput(entry('output'), findings);
  return { version: 1, match, seed, steps, labels, ...(exclude && { exclude }), output } as const;
}

function readLabels(entry: SyntaxEntry | undefined, findings: Findings): LabelRules {
  const { values } = findings.keys('labels', labelKeys, entry, '{ min_area: 16, frame: stored }');
  const { min_area: minArea, min_visibility: minVisibility, frame } = values;
  return { minArea, minVisibility, frame } as LabelRules;
}

function readOutput(entry: SyntaxEntry | undefined, findings: Findings): Output {
  const { values, entries } = findings.keys('output', outputKeys, entry, '{ format: npy, layout: chw }');
  warnIneffective(values, entries, findings);
  const { dtype, ...rest } = values;
  return { ...rest, ...(dtype !== undefined && { dtype }) } as unknown as Output;
}

function warnIneffective(values: Values, entries: readonly SyntaxEntry[], findings: Findings): void {
  const format = values['format'];
  for (const { key, keyPlace } of entries) {
    const formats = key === 'quality' ? ['jpeg', 'webp'] : key === 'layout' ? ['npy'] : undefined;
    if (!formats || typeof format !== 'string' || formats.includes(format)) continue;
    findings.noEffect(
      `${key} has no effect on ${format} files; it is for ${formats.join(' and ')}.`,
      keyPlace,
    );
  }
}
