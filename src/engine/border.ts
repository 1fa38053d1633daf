import type { BorderMode } from './parameters.ts';

/**
 * The pixel that stands for position `index` of a row of `length` pixels, however far outside it lies; −1 where the
 * border is a constant. As `cv2.borderInterpolate`.
 */
export function borderIndex(index: number, length: number, mode: BorderMode): number {
  if (index >= 0 && index < length) return index;
  switch (mode) {
    case 'constant':
      return -1;
    case 'replicate':
      return index < 0 ? 0 : length - 1;
    case 'wrap':
      return modulo(index, length);
    case 'reflect': {
      const place = modulo(index, 2 * length);
      return place < length ? place : 2 * length - 1 - place;
    }
    case 'reflect_101': {
      if (length === 1) return 0;
      const place = modulo(index, 2 * length - 2);
      return place < length ? place : 2 * length - 2 - place;
    }
  }
}

/** The pixels that stand for positions −before to length + after − 1, in order; −1 where the border is a constant. */
export function borderIndices(length: number, before: number, after: number, mode: BorderMode): Int32Array {
  const indices = new Int32Array(before + length + after);
  for (let place = 0; place < indices.length; place++) {
    indices[place] = borderIndex(place - before, length, mode);
  }
  return indices;
}

function modulo(index: number, length: number): number {
  return ((index % length) + length) % length;
}
