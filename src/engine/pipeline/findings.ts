import type { Place } from '../../shared/pipeline.ts';
import type { ParameterMap } from '../parameters.ts';
import { DiagnosticList } from './diagnosticList.ts';
import { resolveParameters, type Fault } from './resolve.ts';
import { toPlain, type SyntaxEntry } from './syntax.ts';

export const startOfText: Place = { start: 0, end: 0, line: 1, column: 1 };

/** What is found wrong in a pipeline's text, each thing at its exact place. */
export class Findings extends DiagnosticList {
  error(code: string, message: string, place: Place, suggestions: readonly string[] = []): void {
    this.add({
      severity: 'error',
      code,
      message,
      place,
      ...(suggestions.length > 0 && { suggestions }),
    });
  }

  noEffect(message: string, place: Place): void {
    this.add({ severity: 'warning', code: 'no-effect', message, place });
  }

  /** A key without a value, which is often one that is still to be written. */
  noValue(name: string, example: string, place: Place): void {
    this.noEffect(`${name} is empty and has no effect; it takes ${example}.`, place);
  }

  refuseDuplicates(entries: readonly SyntaxEntry[]): void {
    const known = new Set<string>();
    for (const { key, keyPlace } of entries) {
      if (known.has(key)) this.error('duplicate-key', `${key} is written twice; keep one of them.`, keyPlace);
      known.add(key);
    }
  }

  /** Faults stand at the value; at the key when the name itself is wrong; at the owner when something is missing. */
  report(faults: readonly Fault[], entries: readonly SyntaxEntry[], owner: Place): void {
    for (const { code, parameter, path, message, suggestions } of faults) {
      const entry = entries.find(({ key }) => key === parameter);
      const place = !entry ? owner : code === 'unknown-parameter' ? entry.keyPlace : placeAt(entry, path);
      this.error(code, message, place, suggestions);
    }
  }

  /** The keys of a map that may be left out or empty. */
  keys(name: string, keys: ParameterMap, entry: SyntaxEntry | undefined, example: string) {
    const node = entry?.value;
    const isEmpty = node?.kind === 'scalar' && node.value === null;
    if (isEmpty) this.noValue(name, `${Object.keys(keys).join(', ')}, such as ${example}`, entry!.keyPlace);
    else if (node && node.kind !== 'map') {
      this.error('wrong-type', `Expected a map for ${name}, such as ${example}.`, node.place);
    }
    const entries = node?.kind === 'map' ? node.entries : [];
    this.refuseDuplicates(entries);
    const { values, faults } = resolveParameters(name, keys, plainEntries(entries));
    this.report(faults, entries, entry?.keyPlace ?? startOfText);
    return { values, entries };
  }
}

export function placeAt(entry: SyntaxEntry, path: readonly number[]): Place {
  let node = entry.value;
  for (const index of path) {
    const item = node.kind === 'list' ? node.items[index] : undefined;
    if (!item) break;
    node = item;
  }
  // An empty value has no width to underline.
  return node.place.end > node.place.start ? node.place : entry.keyPlace;
}

export function plainEntries(entries: readonly SyntaxEntry[]): Record<string, unknown> {
  return Object.fromEntries(entries.map(({ key, value }) => [key, toPlain(value)]));
}
