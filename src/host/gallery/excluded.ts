import type { posix } from 'node:path';

type PathRules = Pick<typeof posix, 'relative' | 'isAbsolute' | 'sep'>;

/**
 * What a pipeline excludes when images are added to it: each once, by their paths below the folder of the pipeline's
 * file, or whole where they lie elsewhere; with forward slashes.
 * @param folder of the pipeline's file; absent for one that is not on disk
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
    const written = (isBelow ? below : path).split(rules.sep).join('/');
    // Blanks around an entry do not count, and no entry begins with an exclamation mark.
    return /^[!\s]/.test(written) ? `./${written}` : written;
  });
  return [...new Set([...former, ...entries])];
}
