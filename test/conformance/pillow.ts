import { existsSync, readFileSync } from 'node:fs';
import { decode } from '../../src/codec/index.ts';
import type { Image } from '../../src/engine/image.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import { compareVisible } from './compare.ts';

/** How reading a file compares with Pillow, by the references that pillow.py wrote. */
export interface AgainstPillow {
  readonly name: string;
  /** Largest difference in levels; absent unless both read the file. */
  readonly difference?: number;
  readonly readBy: 'both' | 'Darkroom' | 'Pillow' | 'none';
  /** The error with which it was refused here. */
  readonly refusal?: string;
}

/**
 * @param reference path of the pixels that Pillow read; there is no such file when it refused.
 * @param outcome what was decoded here, or the message of the error.
 */
export async function againstPillow(
  name: string,
  reference: string,
  outcome: Image | string,
): Promise<AgainstPillow> {
  const isReadThere = existsSync(reference);
  if (typeof outcome === 'string') {
    return { name, readBy: isReadThere ? 'Pillow' : 'none', refusal: outcome };
  }
  if (!isReadThere) return { name, readBy: 'Darkroom' };
  const expected = (await decode(new Uint8Array(readFileSync(reference)), reference, defaultLimits)).image;
  // Of 16 bits per channel in colour Pillow keeps the upper eight.
  const comparable = expected.data instanceof Uint8Array ? upperBits(outcome) : outcome;
  return { name, readBy: 'both', difference: compareVisible(comparable, expected) };
}

function upperBits(image: Image): Image {
  return image.data instanceof Uint16Array
    ? { ...image, data: Uint8Array.from(image.data, value => value >> 8) }
    : image;
}
