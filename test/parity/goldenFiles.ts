import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readGoldenFile, type GoldenFile } from './golden.ts';

const folder = join(import.meta.dirname, 'goldens');
const suffix = '.json.gz';

/** The operations that have a golden file, sorted. */
export const goldenOperations: readonly string[] = readdirSync(folder)
  .filter(name => name.endsWith(suffix))
  .map(name => name.slice(0, -suffix.length))
  .sort();

export function goldensOf(operation: string): GoldenFile {
  return readGoldenFile(join(folder, operation + suffix));
}
