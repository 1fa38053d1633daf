import type { PlannedExclusion } from './development.ts';

/** What a person is told of entries that match nothing; a sentence, undefined when there are none. */
export function describeUnmatched({ unmatched, list }: PlannedExclusion): string | undefined {
  if (unmatched.length === 0) return undefined;
  const shown = unmatched.slice(0, 5).join(', ');
  const more = unmatched.length > 5 ? ` and ${unmatched.length - 5} more` : '';
  const where = list === undefined ? 'exclude' : list.replace(/^.*[/\\]/, '');
  return `${where} names what matches none of the images: ${shown}${more}.`;
}

/**
 * A path with forward slashes as an entry that means it and nothing else: a number sign begins a comment in a list, an
 * exclamation mark is refused, and spaces around an entry do not count. Undefined for paths that no entry can say.
 */
export function exclusionEntry(path: string): string | undefined {
  if (/[\r\n\\]|\s$/.test(path)) return undefined;
  return /^[#!\s]/.test(path) ? `./${path}` : path;
}
