import { Document, isMap, isSeq } from 'yaml';
import type { Parameter, Value, Values } from '../../shared/catalogue.ts';
import type { Pipeline, PipelineLanguage, Step } from '../../shared/pipeline.ts';
import type { ParameterMap } from '../parameters.ts';
import { findOperation } from '../operations/index.ts';
import { labelKeys, outputKeys, pipelineKeys, stepParameters } from './declaration.ts';
import { defaultOf, inheritedValues } from './resolve.ts';

/**
 * A pipeline as the text a person would write: one step a line, values that equal their defaults left out, known
 * lists of numbers by their names. Parsing it again gives the same pipeline.
 */
export function printPipeline(pipeline: Pipeline, language: PipelineLanguage): string {
  const { version, match, seed, steps, labels, exclude, output } = pipeline;
  const rules = unlessDefault(labelKeys, {
    min_area: labels.minArea,
    min_visibility: labels.minVisibility,
    frame: labels.frame,
  });
  const plain = {
    version,
    ...unlessDefault(pipelineKeys, { match, seed }),
    steps: steps.map(step => plainStep(step, pipeline, false)),
    ...(Object.keys(rules).length > 0 && { labels: rules }),
    ...(exclude && { exclude: exclude.file ?? exclude.patterns }),
    output: { format: output.format, ...unlessDefault(outputKeys, { ...output }) },
  };
  if (language === 'json') return `${JSON.stringify(plain, undefined, 2)}\n`;
  const document = new Document(plain);
  layOut(document.get('steps'));
  for (const key of ['labels', 'output']) {
    const written = document.get(key);
    if (isMap(written)) written.flow = true;
  }
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** The parameters of a step stand in its line, unless there are steps among them. */
function layOut(list: unknown): void {
  for (const item of isSeq(list) ? list.items : []) {
    for (const { value } of isMap(item) ? item.items : []) {
      if (!isMap(value)) continue;
      const inside = value.get('steps');
      if (isSeq(inside)) layOut(inside);
      else value.flow = true;
    }
  }
}

function plainStep(step: Step, pipeline: Pipeline, isInside: boolean): unknown {
  const operation = findOperation(step.operation);
  const parameters = operation ? stepParameters(operation) : {};
  const all: Values = {
    ...step.values,
    ...(step.p !== undefined && { p: step.p }),
    enabled: step.enabled,
    mode: step.mode,
  };
  const inherited = inheritedValues(parameters, pipeline);
  const written = unlessDefault(parameters, all, inherited);
  for (const [name, { kind }] of Object.entries(parameters)) {
    if (kind !== 'steps') continue;
    const inside = step.values[name] as readonly Step[];
    written[name] = inside.map(one => plainStep(one, pipeline, true));
  }
  // What chance decides runs in training only, whether that is written or not; so does what is inside of it.
  if (isInside || operation?.random || step.p !== undefined) delete written['mode'];
  return Object.keys(written).length === 0 ? step.operation : { [step.operation]: written };
}

/** @param inherited what holds in place of a default: a step writes only where it departs from the pipeline */
function unlessDefault(
  parameters: ParameterMap,
  values: Values,
  inherited: Values = {},
): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    const parameter = parameters[name];
    if (!parameter || value === undefined) continue;
    const unwritten = Object.hasOwn(inherited, name) ? inherited[name] : defaultOf(parameter);
    if (!parameter.required && same(value, unwritten)) continue;
    written[name] = plainValue(parameter, value);
  }
  return written;
}

function plainValue(parameter: Parameter, value: Value): unknown {
  if (parameter.kind === 'numbers' && Array.isArray(value) && value.length > 1) {
    const named = Object.entries(parameter.named ?? {}).find(([, { values }]) => same(values, value));
    if (named) return named[0];
  }
  const isList = parameter.kind === 'numbers' || parameter.kind === 'color' || parameter.kind === 'size';
  if (isList && Array.isArray(value)) {
    const list = value as readonly number[];
    const isUniform = list.every(item => item === list[0]);
    if (list.length === 1 || (parameter.kind === 'size' && isUniform)) return list[0];
  }
  return value;
}

function same(one: Value, other: Value): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
