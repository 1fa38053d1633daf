import { allocate, dataTypeOf, type PixelData } from '../image.ts';
import type { LinearAxis } from './linear-axis.ts';
import { storeRounded } from './store.ts';

/**
 * Bilinear interpolation of 16-bit or float pixels in single precision, every product and sum rounded, as
 * `cv2.resize` (`INTER_LINEAR`) without Intel's IPP does; with IPP OpenCV itself differs by up to 1 of 65535 levels.
 *
 * @param width of the source, in pixels
 */
export function resampleLinearFloat(
  data: PixelData,
  width: number,
  channels: number,
  columns: LinearAxis,
  rows: LinearAxis,
): PixelData {
  const rowLength = columns.near.length * channels;
  const height = rows.near.length;
  const output = allocate(dataTypeOf(data), rowLength * height);
  const mixed = new Float32Array(rowLength);
  let upper = new Float32Array(rowLength);
  let lower = new Float32Array(rowLength);
  let upperRow = -1;
  let lowerRow = -1;
  for (let y = 0; y < height; y++) {
    const near = rows.near[y]!;
    const far = rows.far[y]!;
    if (near === lowerRow && near !== upperRow) {
      [upper, lower] = [lower, upper];
      [upperRow, lowerRow] = [lowerRow, upperRow];
    }
    if (near !== upperRow) mixColumns(data, near * width * channels, channels, columns, upper);
    if (far !== lowerRow) mixColumns(data, far * width * channels, channels, columns, lower);
    upperRow = near;
    lowerRow = far;
    const q = rows.fraction[y]!;
    const p = Math.fround(1 - q);
    for (let index = 0; index < rowLength; index++) {
      mixed[index] = Math.fround(upper[index]! * p) + Math.fround(lower[index]! * q);
    }
    storeRounded(mixed, output, y * rowLength);
  }
  return output;
}

function mixColumns(
  data: PixelData,
  start: number,
  channels: number,
  { near, far, fraction }: LinearAxis,
  output: Float32Array,
): void {
  let to = 0;
  for (let x = 0; x < near.length; x++) {
    const a = start + near[x]! * channels;
    const b = start + far[x]! * channels;
    const q = fraction[x]!;
    const p = Math.fround(1 - q);
    for (let channel = 0; channel < channels; channel++) {
      output[to++] = Math.fround(data[a + channel]! * p) + Math.fround(data[b + channel]! * q);
    }
  }
}
