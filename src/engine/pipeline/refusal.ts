import type { Value } from '../../shared/catalogue.ts';

/** Why what was written for a parameter is not taken. */
export interface Refusal {
  readonly code: 'wrong-type' | 'out-of-range';
  readonly received: string;
  readonly expected?: string;
  readonly path?: readonly number[];
  readonly suggestions?: readonly string[];
}
export type Resolved = { readonly value: Value } | Refusal;

export function wrongType(written: unknown): Refusal {
  // A number in quotes is the usual slip.
  const looksNumeric =
    typeof written === 'string' && written.trim() !== '' && Number.isFinite(Number(written));
  return {
    code: 'wrong-type',
    received: show(written),
    ...(looksNumeric && { suggestions: [String(Number(written))] }),
  };
}

export function outOfRange(written: number, suggestion?: number): Refusal {
  return {
    code: 'out-of-range',
    received: show(written),
    ...(suggestion !== undefined && { suggestions: [String(suggestion)] }),
  };
}

export function show(written: unknown): string {
  if (written === null || written === undefined) return 'nothing';
  if (typeof written === 'string') return `the text "${shorten(written)}"`;
  if (typeof written === 'number' || typeof written === 'boolean') return String(written);
  return Array.isArray(written) ? 'a list' : 'a map';
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
