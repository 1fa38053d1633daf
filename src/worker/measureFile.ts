import { open } from '../codec/index.ts';
import { perceptualHashOf } from '../engine/analysis/perceptual-hash.ts';
import { measured } from '../engine/analysis/statistics.ts';
import type { FileStatistics } from '../shared/statistics.ts';
import { admit } from './admission.ts';
import type { Surroundings } from './developFile.ts';
import { readImageFile } from './readFile.ts';

/** Statistics of a file's stored frame. */
export async function measureFile(
  path: string,
  { limits, cancellation, onSize }: Surroundings,
): Promise<FileStatistics> {
  const bytes = readImageFile(path);
  const { facts, decode } = open(bytes, path);
  onSize(admit(facts.shape, [], 'inference', limits).megapixels);
  const image = await decode(limits);
  cancellation.check();
  const perceptualHash = perceptualHashOf(image);
  return { facts, ...measured(image), ...(perceptualHash !== undefined && { perceptualHash }) };
}
