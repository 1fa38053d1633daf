import type { Parameter, Value } from '../src/shared/catalogue.ts';

/**
 * What a person types in a form, as the value that would stand in a pipeline file. Text that does not read as such a
 * value is handed on as it is: what is wrong with it is for the engine to say.
 */
export function parseLiteral(parameter: Parameter, text: string): Value {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  switch (parameter.kind) {
    case 'integer':
    case 'number':
      return parseNumber(trimmed) ?? trimmed;
    case 'boolean':
      return trimmed === 'true' ? true : trimmed === 'false' ? false : trimmed;
    case 'choice':
    case 'steps':
      return trimmed;
    case 'numbers':
    case 'color':
    case 'size': {
      const list = parseList(trimmed);
      return list?.length === 1 && !trimmed.startsWith('[') ? list[0] : (list ?? trimmed);
    }
    case 'pair':
      return parseList(trimmed) ?? trimmed;
    case 'array':
      return (parameter.axes === 1 ? parseList(trimmed) : parseRows(trimmed)) ?? trimmed;
    case 'matrix':
      return parseRows(trimmed) ?? trimmed;
  }
}

/** The text that stands for a value; empty when there is none. */
export function printLiteral(value: Value): string {
  if (value === undefined) return '';
  if (typeof value !== 'object') return String(value);
  const items: readonly unknown[] = value;
  if (items.every(item => Array.isArray(item))) return items.map(row => row.join(' ')).join('\n');
  return items.join(', ');
}

export function sameValue(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A number as people write it: 0.5, 1/255, −1 with either minus sign. */
function parseNumber(text: string): number | undefined {
  const plain = text.replaceAll('\u2212', '-');
  const fraction = /^([^/]+)\/([^/]+)$/.exec(plain);
  const value = fraction
    ? readNumber(fraction[1]!.trim()) / readNumber(fraction[2]!.trim())
    : readNumber(plain);
  return Number.isFinite(value) ? value : undefined;
}

function readNumber(text: string): number {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

function parseList(text: string): number[] | undefined {
  const inner = /^\[(.*)\]$/s.exec(text)?.[1] ?? text;
  const values = inner
    .trim()
    .split(/\s*[,;]\s*|\s+/)
    .map(parseNumber);
  return values.every(value => value !== undefined) ? values : undefined;
}

function parseRows(text: string): number[][] | undefined {
  const rows = text
    .split(/\n|;/)
    .filter(row => row.trim() !== '')
    .map(row => parseList(row.trim().replace(/,$/, '')));
  return rows.every(row => row !== undefined) ? rows : undefined;
}
