import { distance } from 'fastest-levenshtein';

/** The names closest to what was written, best first; none when nothing is close enough to be meant. */
export function nearest(written: string, names: readonly string[]): readonly string[] {
  const target = normalized(written);
  return names
    .map(name => ({ name, edits: editsBetween(target, normalized(name)) }))
    .filter(({ name, edits }) => isClose(target, name, edits) || isPart(target, normalized(name)))
    .sort((one, other) => one.edits - other.edits || one.name.localeCompare(other.name))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** A few slips; a name that has no letter in common is none, as `k` for `p`. */
function isClose(written: string, name: string, edits: number): boolean {
  return edits <= Math.max(1, Math.floor(name.length / 3)) && edits < Math.max(written.length, name.length);
}

/** Changes from one name to the other; two neighbours that changed places are one slip of the hand. */
function editsBetween(written: string, name: string): number {
  return isSwap(written, name) ? 1 : distance(written, name);
}

function isSwap(written: string, name: string): boolean {
  if (written === name || written.length !== name.length) return false;
  let at = 0;
  while (written[at] === name[at]) at++;
  const swapped = `${written.charAt(at + 1)}${written.charAt(at)}`;
  return name === `${written.slice(0, at)}${swapped}${written.slice(at + 2)}`;
}

/** `GaussianBlur`, `gaussian-blur` and `gaussian_blur` are one name, `grey` and `gray` one word. */
function normalized(name: string): string {
  return name
    .slice(0, 100)
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace('grey', 'gray');
}

function isPart(written: string, name: string): boolean {
  return Math.min(written.length, name.length) >= 3 && (name.includes(written) || written.includes(name));
}
