import type { Affine } from '../../shared/affine.ts';

/**
 * - `valid`: whole windows only.
 * - `same`: ceil(length / stride) windows, the missing pixels on both sides, the odd one at the end (as PyTorch and
 *   TensorFlow).
 * - `whole`: whole windows after adding to the end; a window that would begin outside is left out.
 */
export type WindowPadding = 'valid' | 'same' | 'whole';

/** Where windows lie along one axis: window i begins at i · stride − before. */
export interface Windows {
  readonly count: number;
  readonly before: number;
  readonly size: number;
  readonly stride: number;
}

/** Places windows of `size` pixels every `stride` pixels along `length` pixels. `count` is 0 when none fits. */
export function placeWindows(length: number, size: number, stride: number, padding: WindowPadding): Windows {
  switch (padding) {
    case 'valid': {
      const count = length < size ? 0 : Math.floor((length - size) / stride) + 1;
      return { count, before: 0, size, stride };
    }
    case 'same': {
      const count = Math.ceil(length / stride);
      const missing = Math.max((count - 1) * stride + size - length, 0);
      return { count, before: Math.floor(missing / 2), size, stride };
    }
    case 'whole': {
      const count = Math.ceil(Math.max(length - size, 0) / stride) + 1;
      return { count: (count - 1) * stride < length ? count : count - 1, before: 0, size, stride };
    }
  }
}

/** The map that takes the middle of each window to the middle of its output pixel. */
export function windowMap(columns: Windows, rows: Windows): Affine {
  const [scaleX, offsetX] = axisMap(columns);
  const [scaleY, offsetY] = axisMap(rows);
  return [scaleX, 0, 0, scaleY, offsetX, offsetY];
}

function axisMap({ size, stride, before }: Windows): readonly [scale: number, offset: number] {
  return [1 / stride, (before - size / 2) / stride + 0.5];
}
