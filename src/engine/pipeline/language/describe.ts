import {
  describeAccepted,
  families,
  type OperationEntry,
  type Parameter,
} from '../../../shared/catalogue.ts';
import type { ParameterMap } from '../../parameters.ts';

/** Markdown that people read beside their text: in hovers, completion lists and signatures. */

export function describeOperation({ title, family, doc, reference, parameters }: OperationEntry): string {
  const list = Object.entries(parameters).map(
    ([name, parameter]) => `- \`${name}\`: ${plain(describeAccepted(parameter))}${defaultPhrase(parameter)}`,
  );
  return [`**${plain(title)}** (${families[family]})`, plain(doc), `*${plain(reference)}*`, list.join('\n')]
    .filter(part => part !== '')
    .join('\n\n');
}

export function describeParameter(name: string, parameter: Parameter): string {
  const accepted = `Accepts ${plain(describeAccepted(parameter))}${defaultPhrase(parameter)}.`;
  return [`\`${name}\`: ${plain(parameter.doc)}`, accepted, knownValues(parameter)]
    .filter(part => part !== '')
    .join('\n\n');
}

/** The named values of a parameter, each with its meaning. */
export function choicesOf(
  parameter: Parameter,
): readonly { readonly value: string; readonly doc: string; readonly isDefault: boolean }[] {
  switch (parameter.kind) {
    case 'choice':
      return parameter.choices.map(({ value, doc }) => ({
        value,
        doc,
        isDefault: value === parameter.default,
      }));
    case 'boolean':
      return [true, false].map(value => ({
        value: String(value),
        doc: '',
        isDefault: value === parameter.default,
      }));
    case 'numbers':
      return Object.entries(parameter.named ?? {}).map(([value, { doc, values }]) => ({
        value,
        doc: `${doc} [${values.join(', ')}]`,
        isDefault: value === parameter.default,
      }));
    case 'array':
      return Object.entries(parameter.named ?? {}).map(([value, { doc }]) => ({
        value,
        doc,
        isDefault: value === parameter.default,
      }));
    default:
      return [];
  }
}

/** What holds when a parameter is not written, as a person would write it; undefined when it has to be. */
export function writtenDefault(parameter: Parameter): string | undefined {
  if (parameter.kind === 'steps' || parameter.default === undefined) return undefined;
  const value = parameter.default;
  const isOneForAll = parameter.kind === 'numbers' || parameter.kind === 'color';
  if (isOneForAll && Array.isArray(value) && value.length === 1) return String(value[0]);
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll(',', ', ');
}

/** `width: 1 to 65535 px`: a parameter in a line of parameters. */
export function signatureLabel(name: string, parameter: Parameter): string {
  const value = writtenDefault(parameter);
  return `${name}${parameter.required ? '' : '?'}: ${shortly(parameter)}${value === undefined ? '' : ` = ${value}`}`;
}

export function namesOf(keys: ParameterMap): readonly string[] {
  return Object.entries(keys)
    .sort(([, one], [, other]) => Number(other.required ?? false) - Number(one.required ?? false))
    .map(([name]) => name);
}

function shortly(parameter: Parameter): string {
  const unit = parameter.unit === undefined ? '' : ` ${parameter.unit}`;
  const names = choicesOf(parameter).map(({ value }) => value);
  switch (parameter.kind) {
    case 'integer':
    case 'number':
      return `${parameter.minimum} to ${parameter.maximum}${unit}`;
    case 'boolean':
    case 'choice':
      return names.join(' | ');
    case 'numbers':
      return ['number', 'list', ...names].join(' | ');
    case 'color':
      return 'number | list';
    case 'size':
      return `${parameter.minimum} to ${parameter.maximum}${unit} | [height, width]`;
    case 'pair':
      return parameter.range ? '[lowest, highest]' : '[x, y]';
    case 'matrix':
      return '[[…], …]';
    case 'array':
      return [parameter.axes === 1 ? '[…]' : '[[…], …]', '*.npy', ...names].join(' | ');
    case 'steps':
      return '[step, …]';
  }
}

function knownValues(parameter: Parameter): string {
  return choicesOf(parameter)
    .filter(({ doc }) => doc !== '')
    .map(({ value, doc }) => `- \`${value}\`: ${plain(doc)}`)
    .join('\n');
}

function defaultPhrase(parameter: Parameter): string {
  if (parameter.required) return ' (required)';
  if ('inherited' in parameter) return '; when not written, the pipeline’s';
  const value = writtenDefault(parameter);
  if (value !== undefined) return `; default \`${value}\``;
  return parameter.absent === undefined ? '' : `; when not written: ${plain(parameter.absent)}`;
}

/** Declarations are plain text but for names in backticks; the rest must not be taken for markup. */
function plain(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(/[\\*_<>[\]#|~]/g, '\\$&')))
    .join('');
}
