import type { PackedLabels } from '../shared/packedLabels.ts';
import { sha256 } from './sha256.ts';

/** Equal where the same is said of an image. */
export function labelsHash(packed: PackedLabels): string {
  return sha256(packed).slice(0, 16);
}
