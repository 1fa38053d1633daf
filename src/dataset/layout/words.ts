import { grouped } from '../../shared/counted.ts';

/** At most four names are written out. */
const shown = 4;

/**
 * `a`, `a and b`, `a, b and c`, or `a, b, c and 4 more`.
 * @param others how many there are beside the names
 */
export function listed(names: readonly string[], others = 0): string {
  const isWhole = names.length + others <= shown;
  const first = isWhole && others === 0 ? names : names.slice(0, shown - 1);
  const more = names.length - first.length + others;
  const parts = more > 0 ? [...first, `${grouped(more)} more`] : first;
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
}

/** ` in train and val`; nothing where there are no splits. */
export function inSplits(splits: readonly string[]): string {
  return splits.length > 0 ? ` in ${listed(splits)}` : '';
}
