import { posix, resolve } from 'node:path';
import type { LabelledImage } from './format.ts';
import { withoutExtension } from './pairing.ts';

/**
 * A name of an image as annotation files write it, with forward slashes and without detours; undefined when it is
 * empty, absolute or climbs out of the folder.
 */
export function nameWithin(name: string): string | undefined {
  const slashes = name.replaceAll('\\', '/').normalize('NFC');
  if (/^(\/|[a-z]:|[a-z][a-z+.-]*:\/\/)/i.test(slashes) || slashes.includes('\0')) return undefined;
  const clean = posix.normalize(slashes);
  return clean === '.' || clean.endsWith('/') || /^\.\.(\/|$)/.test(clean) ? undefined : clean;
}

/** The file of each name, in the order of the names; or why there is none. */
export type NameMatch = LabelledImage | 'missing' | 'ambiguous';

/**
 * Finds the files that names in an annotation file stand for: first by their relative path, then by the end of their
 * path: the file that shares most folders with the name, if only one shares so many; at least its base name is equal.
 * Names that are still without a file may be ids, which leave the extension out. A file belongs to one name, the one
 * that shares more with it.
 *
 * @param names as `nameWithin` gives them, each once
 */
export function matchNames(names: readonly string[], images: readonly LabelledImage[]): readonly NameMatch[] {
  const byRelativePath = new Map<string, LabelledImage | undefined>();
  for (const image of images) {
    const key = image.relativePath.normalize('NFC');
    // The same relative path below two folders says nothing.
    byRelativePath.set(key, byRelativePath.has(key) ? undefined : image);
  }
  const matches: NameMatch[] = names.map(name => byRelativePath.get(name) ?? 'missing');
  matchEnds(matches, names, images, path => path);
  matchEnds(matches, names, images, withoutExtension);
  return matches;
}

/** Finds files for names that are missing, by the ends of what `keyOf` makes of their paths. */
function matchEnds(
  matches: NameMatch[],
  names: readonly string[],
  images: readonly LabelledImage[],
  keyOf: (path: string) => string,
): void {
  if (!matches.includes('missing')) return;
  const taken = new Set(matches);
  const ends = new PathEnds(
    images.filter(image => !taken.has(image)),
    keyOf,
  );
  const claims = new Map<LabelledImage, { name: number; shared: number; tied: number[] }>();
  matches.forEach((match, name) => {
    if (match !== 'missing') return;
    const nearest = ends.nearest(names[name]!);
    if (nearest === undefined) return;
    if (nearest.image === undefined) {
      matches[name] = 'ambiguous';
      return;
    }
    const { image, shared } = nearest;
    const claim = claims.get(image);
    if (!claim || claim.shared < shared) claims.set(image, { name, shared, tied: [] });
    else if (claim.shared === shared) claim.tied.push(name);
  });
  for (const [image, { name, tied }] of claims) {
    matches[name] = tied.length === 0 ? image : 'ambiguous';
    for (const other of tied) matches[other] = 'ambiguous';
  }
}

/** Paths read from their end, sorted, so that those with the same end stand together. */
class PathEnds {
  private readonly entries: readonly { readonly key: string; readonly image: LabelledImage }[];

  constructor(images: readonly LabelledImage[], keyOf: (path: string) => string) {
    const entries = images.map(image => ({ key: reversed(keyOf(resolve(image.path))), image }));
    this.entries = entries.sort((one, other) => (one.key < other.key ? -1 : 1));
  }

  /** The image whose path shares most with the name; without image when several share as much. */
  nearest(name: string): { readonly image?: LabelledImage; readonly shared: number } | undefined {
    const key = reversed(name);
    let low = 0;
    let high = this.entries.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.entries[middle]!.key < key) low = middle + 1;
      else high = middle;
    }
    const before = this.sharedAt(low - 1, key);
    const after = this.sharedAt(low, key);
    const shared = Math.max(before, after);
    if (shared === 0) return undefined;
    const index = after === shared ? low : low - 1;
    const alone = before !== after && this.sharedAt(after === shared ? low + 1 : low - 2, key) < shared;
    return alone ? { image: this.entries[index]!.image, shared } : { shared };
  }

  /** How many names at the end of the path are equal. */
  private sharedAt(index: number, key: string): number {
    const other = this.entries[index]?.key;
    if (other === undefined) return 0;
    let shared = 0;
    for (let at = 0; at < key.length && key[at] === other[at]; at++) if (key[at] === '/') shared++;
    return shared;
  }
}

/** `a/b/c.jpg` → `c.jpg/b/a/`. */
function reversed(path: string): string {
  const segments = path.replaceAll('\\', '/').normalize('NFC').split('/').reverse();
  return `${segments.join('/')}/`;
}
