import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { FoundFile, PlannedExclusion } from '../shared/development.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Exclusion } from '../shared/pipeline.ts';
import { readText } from './annotations/text.ts';

/** Files that a run leaves out, and the others. */
interface ExcludedFiles {
  readonly files: readonly FoundFile[];
  readonly excluded: readonly FoundFile[];
  readonly exclusion: PlannedExclusion;
}

/**
 * Takes the images out that a pipeline excludes. What is written is compared with an image's path below its input
 * folder, from the folder of the pipeline's file or of the list, and with its whole path.
 * @param inputs as they were given; a file among them has no path below an input folder
 * @throws DarkroomError when the list cannot be read: without it, images would be developed that are not wanted
 */
export async function excludeFiles(
  found: readonly FoundFile[],
  inputs: readonly string[],
  exclusion: Exclusion,
): Promise<ExcludedFiles> {
  const list = await readList(exclusion);
  const base = list?.folder ?? exclusion.folder;
  const entries = new Entries(list?.patterns ?? exclusion.patterns);
  const named = new Set(inputs.map(input => resolve(input)));
  const files: FoundFile[] = [];
  const excluded: FoundFile[] = [];
  for (const file of found) {
    const path = resolve(file.path);
    const places = [
      ...(named.has(path) ? [] : [file.relativePath]),
      ...(base === undefined ? [] : [relative(base, path).split(sep).join('/')]),
      path.split(sep).join('/'),
    ];
    // Every entry that fits is one that is of use.
    if (entries.fit(places)) excluded.push(file);
    else files.push(file);
  }
  const unmatched = await withoutOthers(entries.unused(), base);
  return {
    files,
    excluded,
    exclusion: { count: excluded.length, unmatched, ...(list && { list: list.path }) },
  };
}

async function readList({
  file,
  folder,
}: Exclusion): Promise<{ path: string; folder: string; patterns: readonly string[] } | undefined> {
  if (file === undefined) return undefined;
  const written = file.replaceAll('\\', '/');
  if (folder === undefined && !isAbsolute(written)) {
    const message = `The list of excluded images ${file} is relative to the pipeline’s file, which is not on disk.`;
    throw new DarkroomError('bad_pipeline', message, { hint: 'Save the pipeline first.' });
  }
  const path = resolve(folder ?? '', written);
  const lines = (await readText(path)).replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  return {
    path,
    folder: dirname(path),
    patterns: lines.filter(line => line.trim() !== '' && !line.startsWith('#')),
  };
}

/** What may be excluded, each told when it is of no use. */
class Entries {
  /** By their path, for files and folders. */
  private readonly exact = new Map<string, string[]>();
  private readonly patterns: { readonly entry: string; readonly fits: (path: string) => boolean }[] = [];
  private readonly used = new Set<string>();

  constructor(private readonly all: readonly string[]) {
    for (const entry of all) {
      const path = normal(entry);
      const others = this.exact.get(path);
      if (others) others.push(entry);
      else this.exact.set(path, [entry]);
      // Names have brackets and exclamation marks of their own: what is a path is looked up first.
      if (!picomatch.scan(path).isGlob) continue;
      const options = { dot: true, nonegate: true };
      this.patterns.push({ entry, fits: picomatch([path, `${path}/**`], options) });
    }
  }

  /** @param places paths of one file with forward slashes */
  fit(places: readonly string[]): boolean {
    let fits = false;
    for (const place of places) {
      const path = place.normalize('NFC');
      for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
        const entries = this.exact.get(path.slice(0, end));
        entries?.forEach(entry => this.used.add(entry));
        fits ||= entries !== undefined;
      }
      for (const { entry, fits: match } of this.patterns) {
        if (!match(path)) continue;
        this.used.add(entry);
        fits = true;
      }
    }
    return fits;
  }

  unused(): readonly string[] {
    return this.all.filter(entry => !this.used.has(entry));
  }
}

/** `./a/b/` is `a/b`. */
function normal(entry: string): string {
  const path = entry.trim().replaceAll('\\', '/').normalize('NFC');
  return path.replace(/^(\.\/+)+/, '').replace(/(?<=.)\/+$/, '');
}

/** Without what is there, but not among the inputs of this run. */
async function withoutOthers(
  entries: readonly string[],
  base: string | undefined,
): Promise<readonly string[]> {
  const unmatched: string[] = [];
  for (const entry of entries) {
    const facts =
      base === undefined ? undefined : await stat(join(base, normal(entry))).catch(() => undefined);
    if (!facts) unmatched.push(entry);
  }
  return unmatched;
}
