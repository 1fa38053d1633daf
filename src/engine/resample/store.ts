import type { PixelData } from '../image.ts';
import { roundHalfToEven } from '../rounding.ts';

/**
 * Writes values to `target` from `start` on. Integer types are rounded half to even and saturate, as OpenCV's
 * `saturate_cast`; floats are stored as they are.
 */
export function storeRounded(values: Float32Array | Float64Array, target: PixelData, start: number): void {
  if (target instanceof Float32Array) {
    target.set(values, start);
    return;
  }
  if (target instanceof Uint8Array) {
    // The clamped array rounds half to even by definition.
    new Uint8ClampedArray(target.buffer, target.byteOffset, target.length).set(values, start);
    return;
  }
  for (let index = 0; index < values.length; index++) {
    const rounded = roundHalfToEven(values[index]!);
    target[start + index] = rounded < 0 ? 0 : rounded > 65535 ? 65535 : rounded;
  }
}

/** The same, halves rounded up, as Pillow does with 16 bits. */
export function storeHalfUp(values: Float64Array, target: PixelData, start: number): void {
  if (target instanceof Float32Array) {
    target.set(values, start);
    return;
  }
  const highest = target instanceof Uint8Array ? 255 : 65535;
  for (let index = 0; index < values.length; index++) {
    const rounded = Math.floor(values[index]! + 0.5);
    target[start + index] = rounded < 0 ? 0 : rounded > highest ? highest : rounded;
  }
}
