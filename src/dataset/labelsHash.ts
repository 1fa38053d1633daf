import type { Labels } from '../shared/labels.ts';
import { sha256 } from './sha256.ts';

/** Equal where the same is said of an image. */
export function labelsHash(labels: Labels): string {
  return sha256(JSON.stringify(labels)).slice(0, 16);
}
