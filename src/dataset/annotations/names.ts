import { posix, resolve, sep } from 'node:path';
import type { LabelledImage } from './format.ts';
import { withoutExtension } from './pairing.ts';

/**
 * A name of an image as annotation files write it, relative, with forward slashes and without detours; undefined when
 * it is empty or leads out of the folder.
 *
 * @param folders that absolute names may lead into, see `foldersOf`
 */
export function nameWithin(name: string, folders: ReadonlySet<string>): string | undefined {
  const clean = withoutDetours(name);
  if (clean.endsWith('/') || clean.includes('\0')) return undefined;
  if (isDrive.test(clean) || clean.startsWith('/')) return belowOneOf(folders, clean);
  return /^(\.{1,2}(\/|$)|[a-z][a-z+.-]*:\/)/i.test(clean) ? undefined : clean;
}

/** The folders that the relative paths of images start from, absolute and with forward slashes. */
export function foldersOf(images: readonly LabelledImage[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { path, relativePath } of images) {
    const whole = resolve(path).split(sep).join('/');
    if (whole.endsWith(`/${relativePath}`))
      folders.add(withoutDetours(whole.slice(0, -relativePath.length - 1)));
  }
  return folders;
}

const isDrive = /^[a-z]:/i;

/** With forward slashes, and drives in capitals; a host keeps its two slashes. */
function withoutDetours(path: string): string {
  const slashes = path.replaceAll('\\', '/').normalize('NFC');
  const clean = posix.normalize(slashes).replace(isDrive, drive => drive.toUpperCase());
  return slashes.startsWith('//') ? `/${clean}` : clean;
}

/** Relative to the innermost. */
function belowOneOf(folders: ReadonlySet<string>, path: string): string | undefined {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    if (folders.has(path.slice(0, end))) return path.slice(end + 1);
  return undefined;
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
