import { groupsBy } from '../../shared/groups.ts';
import type { ExaminedImage, ExaminedSet } from './rule.ts';

const known = new WeakMap<ExaminedSet, readonly (readonly ExaminedImage[])[]>();

/** Images of the same pixels, or of the same bytes where pixels cannot be read; in the order of the first of each. */
export function contentsOf(set: ExaminedSet): readonly (readonly ExaminedImage[])[] {
  const found = known.get(set);
  if (found) return found;
  // Empty files are no copies of each other.
  const groups = groupsBy(set.images, ({ record: { pixels, sha256, bytes } }) =>
    pixels ? pixels.hash : bytes > 0 ? sha256 : undefined,
  );
  const contents = [...groups.values()];
  known.set(set, contents);
  return contents;
}

/** So many others are named with each image. */
const mostNamed = 10;

/** The first of the other images, and in words that there are more. */
export function namedOthers(others: readonly ExaminedImage[]): readonly string[] {
  return others.slice(0, mostNamed).map(({ image }) => image.relativePath);
}

/** `cat.png`, `cat.png and dog.png`, `cat.png and 12 others`. */
export function describeOthers(paths: readonly string[], count = paths.length): string {
  const [first = '', second] = paths;
  if (count === 1) return first;
  return count === 2 && second !== undefined ? `${first} and ${second}` : `${first} and ${count - 1} others`;
}

export function splitOf({ image }: ExaminedImage): string {
  return image.split ?? '';
}
