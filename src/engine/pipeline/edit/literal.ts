import { stringify } from 'yaml';
import { DarkroomError } from '../../../shared/errors.ts';
import type { PipelineLanguage } from '../../../shared/pipeline.ts';

/** How values are written into one text. */
export interface Style {
  readonly language: PipelineLanguage;
  /** `{ a: 1 }` rather than `{a: 1}`. */
  readonly isPadded: boolean;
}

/** As the flow maps that the text has already; with spaces where it has none. */
export function styleOf(text: string, language: PipelineLanguage): Style {
  const first = /\{( ?)[^\s{}]/.exec(text);
  return { language, isPadded: first?.[1] !== '' };
}

/**
 * A value as plain data that can be written: numbers without the noise of floating point.
 * @throws DarkroomError `bad_argument` for what no pipeline file holds
 */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'number' && Number.isFinite(value)) return withoutNoise(value);
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValue(inner)]));
  }
  throw new DarkroomError(
    'bad_argument',
    `Expected a number, text, true, false, or a list or map of them, but received ${typeof value === 'number' ? value : typeof value}.`,
  );
}

/** A value in flow style, as a person writes it: `[0.5, 1]`, `{ p: 0.3 }`, text in quotes only where it needs them. */
export function literal(value: unknown, style: Style): string {
  if (Array.isArray(value)) return `[${value.map(item => literal(item, style)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => pair(key, inner, style));
    return braced(entries.join(', '), style);
  }
  if (typeof value !== 'string') return String(value);
  if (style.language === 'json') return JSON.stringify(value);
  // In a list it is quoted wherever a comma or a bracket would end it.
  return stringify([value], { collectionStyle: 'flow', lineWidth: 0, flowCollectionPadding: false })
    .trim()
    .slice(1, -1);
}

/** `name: value` of a map. */
export function pair(key: string, value: unknown, style: Style): string {
  return `${literal(key, style)}: ${literal(value, style)}`;
}

/** A step that is to be written. */
export interface NewStep {
  readonly operation: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A step: its name alone where it has no parameters. */
export function stepLiteral({ operation, values }: NewStep, style: Style, isFlow: boolean): string {
  if (Object.keys(values).length === 0) return literal(operation, style);
  const step = pair(operation, values, style);
  return isFlow ? braced(step, style) : step;
}

export function braced(inside: string, { isPadded }: Style): string {
  return inside === '' ? '{}' : isPadded ? `{ ${inside} }` : `{${inside}}`;
}

/** A value in place of another: text stays in the kind of quotes that it had. */
export function literalLike(written: string, value: unknown, style: Style): string {
  if (typeof value === 'string' && style.language === 'yaml') {
    if (written.startsWith('"')) return JSON.stringify(value);
    if (written.startsWith("'")) return `'${value.replaceAll("'", "''")}'`;
  }
  return literal(value, style);
}

/** 0.1 + 0.2 is 0.3 to people, while 1/3 keeps all of its digits. */
function withoutNoise(value: number): number {
  const rounded = Number(value.toPrecision(14));
  return String(rounded).length <= String(value).length - 4 ? rounded : value;
}
