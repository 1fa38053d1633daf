import type { posix } from 'node:path';
import { DarkroomError } from '../../shared/errors.ts';
import { exclusionEntry } from '../../shared/exclusion.ts';

type PathRules = Pick<typeof posix, 'relative' | 'isAbsolute' | 'sep'>;

/**
 * What a pipeline excludes when images are added to it: each once, by their paths below the folder of the pipeline's
 * file, or whole where they lie elsewhere; with forward slashes.
 * @param folder of the pipeline's file; absent for one that is not on disk
 * @throws DarkroomError for a name that no entry can say
 */
export function withExcluded(
  former: readonly string[],
  paths: readonly string[],
  folder: string | undefined,
  rules: PathRules,
): readonly string[] {
  const entries = paths.map(path => {
    const below = folder === undefined ? path : rules.relative(folder, path);
    const isBelow = !rules.isAbsolute(below) && below.split(rules.sep)[0] !== '..';
    const entry = exclusionEntry((isBelow ? below : path).split(rules.sep).join('/'));
    if (entry !== undefined) return entry;
    const message = `${path} cannot be named in a pipeline: it has a line end or a backslash, or ends in a space.`;
    throw new DarkroomError('bad_argument', message, {
      hint: 'Rename it, or choose the others alone.',
      file: path,
    });
  });
  return [...new Set([...former, ...entries])];
}
