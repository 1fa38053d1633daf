import type { OperationEntry, Parameter } from '../../../shared/catalogue.ts';
import type { NamedOperation } from '../../operations/index.ts';
import { resolveStep } from '../resolve.ts';
import { choicesOf, writtenDefault } from './describe.ts';

/** What is inserted by a completion, in the snippet syntax of editors. */

interface Style {
  readonly isJson: boolean;
  readonly flow: boolean;
  /** The braces of the step are there already. */
  readonly inBraces: boolean;
}

/** A step with its required parameters as tab stops; the bare name where there are none. */
export function operationSnippet(operation: NamedOperation, style: Style): string {
  const { id, parameters } = operation;
  const { isJson, flow, inBraces } = style;
  const required = neededOf(operation).map(name => [name, parameters[name]!] as const);
  const key = quoted(id, isJson);
  if (required.length === 0) {
    if (!inBraces) return key;
    return isJson ? `${key}: {$1}` : `${key}: { $1 }`;
  }
  const isOuter = required.length === 1 && required[0]![1].kind === 'steps' && !flow;
  // An editor puts the indentation of the line before every further line.
  if (isOuter) return `${key}:\n    ${required[0]![0]}:\n      - $0`;
  const stops = required.map(
    ([name, parameter], index) =>
      `${quoted(name, isJson)}: ${tabStop(index + 1, suggestedValue(operation, name), parameter, isJson)}`,
  );
  const step = `${key}: { ${stops.join(', ')} }`;
  return isJson && !inBraces ? `{ ${step} }` : step;
}

/** What has to be written: required parameters, or those of an example where defaults alone are refused. */
function neededOf(operation: NamedOperation): readonly string[] {
  const { parameters, examples } = operation;
  const required = Object.keys(parameters).filter(name => parameters[name]!.required);
  if (required.length > 0 || resolveStep(operation, {}, 'opencv').faults.length === 0) return required;
  return Object.keys(examples[0]?.parameters ?? {});
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
  if (isOwn && example !== undefined) return JSON.stringify(example).replaceAll(',', ', ');
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
