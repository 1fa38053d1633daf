import { roundHalfToEven } from '../rounding.ts';
import type { LinearAxis } from './linear-axis.ts';

/** Weights are whole 2048ths. */
const unit = 2048;

/**
 * Bilinear interpolation of 8-bit pixels in the fixed-point arithmetic of `cv2.resize` (`INTER_LINEAR`): 11-bit
 * weights, and a vertical pass that drops 4 bits before and 16 bits after each product.
 *
 * @param width of the source, in pixels
 * @returns rows of `columns` × `channels` values
 */
export function resampleLinearUint8(
  data: Uint8Array,
  width: number,
  channels: number,
  columns: LinearAxis,
  rows: LinearAxis,
): Uint8Array {
  const rowLength = columns.near.length * channels;
  const height = rows.near.length;
  const output = new Uint8ClampedArray(rowLength * height);
  const horizontal = fixedPoint(columns, channels);
  const vertical = fixedPoint(rows, 1);
  let upper = new Int32Array(rowLength);
  let lower = new Int32Array(rowLength);
  let upperRow = -1;
  let lowerRow = -1;
  for (let y = 0; y < height; y++) {
    const near = vertical.near[y]!;
    const far = vertical.far[y]!;
    if (near === lowerRow && near !== upperRow) {
      [upper, lower] = [lower, upper];
      [upperRow, lowerRow] = [lowerRow, upperRow];
    }
    if (near !== upperRow) mixColumns(data, near * width * channels, channels, horizontal, upper);
    if (far !== lowerRow) mixColumns(data, far * width * channels, channels, horizontal, lower);
    upperRow = near;
    lowerRow = far;
    const nearWeight = vertical.nearWeight[y]!;
    const farWeight = vertical.farWeight[y]!;
    const start = y * rowLength;
    for (let index = 0; index < rowLength; index++) {
      const mixed = ((upper[index]! * nearWeight) >> 16) + ((lower[index]! * farWeight) >> 16);
      output[start + index] = (mixed + 2) >> 2;
    }
  }
  return new Uint8Array(output.buffer);
}

interface FixedPointAxis {
  /** Offsets of values, not of pixels. */
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly nearWeight: Int32Array;
  readonly farWeight: Int32Array;
}

function fixedPoint({ near, far, fraction }: LinearAxis, channels: number): FixedPointAxis {
  return {
    near: near.map(index => index * channels),
    far: far.map(index => index * channels),
    nearWeight: Int32Array.from(fraction, part => roundHalfToEven(Math.fround(1 - part) * unit)),
    farWeight: Int32Array.from(fraction, part => roundHalfToEven(part * unit)),
  };
}

/** One source row interpolated horizontally, in 128ths of a level. */
function mixColumns(
  data: Uint8Array,
  start: number,
  channels: number,
  axis: FixedPointAxis,
  output: Int32Array,
): void {
  const { near, far, nearWeight, farWeight } = axis;
  let to = 0;
  for (let x = 0; x < near.length; x++) {
    const a = start + near[x]!;
    const b = start + far[x]!;
    const p = nearWeight[x]!;
    const q = farWeight[x]!;
    output[to++] = (data[a]! * p + data[b]! * q) >> 4;
    if (channels === 1) continue;
    output[to++] = (data[a + 1]! * p + data[b + 1]! * q) >> 4;
    output[to++] = (data[a + 2]! * p + data[b + 2]! * q) >> 4;
    if (channels === 4) output[to++] = (data[a + 3]! * p + data[b + 3]! * q) >> 4;
  }
}
