import { stat } from 'node:fs/promises';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import picomatch from 'picomatch';
import type { FoundFile, PlannedExclusion } from '../shared/development.ts';
import { DarkroomError } from '../shared/errors.ts';
import { groupsBy } from '../shared/groups.ts';
import type { Exclusion } from '../shared/pipeline.ts';
import { readText } from './annotations/text.ts';
import { listPath } from './namedPaths.ts';
import { placeIn } from './placeIn.ts';

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
  const placesOf = (file: FoundFile): readonly string[] => {
    const path = resolve(file.path);
    return [
      ...(named.has(path) ? [] : [file.relativePath]),
      ...(base === undefined ? [] : [placeIn(base, path)]),
      path.split(sep).join('/'),
    ].map(place => place.normalize('NFC'));
  };
  const exact = new Set(found.filter(file => entries.name(placesOf(file))));
  // Names have brackets and stars of their own: what is there by that name is no pattern.
  const elsewhere = await thereAmong(entries.unused(), base);
  const patterns = entries.patterns(elsewhere);
  const files: FoundFile[] = [];
  const excluded: FoundFile[] = [];
  for (const file of found) {
    const isExcluded = patterns.length > 0 && entries.fit(placesOf(file), patterns);
    if (exact.has(file) || isExcluded) excluded.push(file);
    else files.push(file);
  }
  const unmatched = entries.unused().filter(entry => !elsewhere.has(entry));
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
  if (folder === undefined && !isAbsolute(file.replaceAll('\\', '/'))) {
    const message = `The list of excluded images ${file} is relative to the pipeline’s file, which is not on disk.`;
    throw new DarkroomError('bad_pipeline', message, { hint: 'Save the pipeline first.' });
  }
  const path = listPath(file, folder);
  const lines = (await readText(path)).split(/\r\n|\r|\n/);
  return {
    path,
    folder: dirname(path),
    patterns: lines.filter(line => line.trim() !== '' && !line.startsWith('#')),
  };
}

/** An entry that is no path of anything. */
interface Pattern {
  readonly entry: string;
  readonly fits: (path: string) => boolean;
}

/** No path is longer; picomatch refuses what is longer still. */
const longestPattern = 4096;

/** What may be excluded, each told when it is of no use. */
class Entries {
  /** By their path, for files and folders. */
  private readonly byPath: ReadonlyMap<string, readonly string[]>;
  private readonly used = new Set<string>();

  constructor(private readonly all: readonly string[]) {
    this.byPath = groupsBy(all, normal);
  }

  /**
   * Whether an entry is the path of the file or of a folder that it is in.
   * @param places paths of one file with forward slashes
   */
  name(places: readonly string[]): boolean {
    let isNamed = false;
    for (const path of places) {
      for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
        for (const entry of this.byPath.get(path.slice(0, end)) ?? []) {
          this.used.add(entry);
          isNamed = true;
        }
      }
    }
    return isNamed;
  }

  /** Patterns among the entries that are no path. */
  patterns(except: ReadonlySet<string>): readonly Pattern[] {
    return this.unused().flatMap(entry => {
      const path = normal(entry);
      if (except.has(entry) || path.length > longestPattern || !picomatch.scan(path).isGlob) return [];
      return [{ entry, fits: picomatch([path, `${path}/**`], { dot: true, nonegate: true }) }];
    });
  }

  /** Every pattern that fits is of use, not the first alone. */
  fit(places: readonly string[], patterns: readonly Pattern[]): boolean {
    const fitting = patterns.filter(({ fits }) => places.some(fits));
    for (const { entry } of fitting) this.used.add(entry);
    return fitting.length > 0;
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

/** Entries by whose name there is something, though no part of this run. */
async function thereAmong(
  entries: readonly string[],
  folder: string | undefined,
): Promise<ReadonlySet<string>> {
  const there = new Set<string>();
  if (folder === undefined) return there;
  for (const entry of entries) {
    if (await stat(resolve(folder, normal(entry))).catch(() => undefined)) there.add(entry);
  }
  return there;
}
