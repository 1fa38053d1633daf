import { roundHalfToEven } from '../rounding.ts';
import { mixLinearBytes } from '../simd/linear.ts';
import type { LinearAxis } from './linear-axis.ts';

/** Weights are whole 2048ths. */
const unit = 2048;

/** A `LinearAxis` with weights in fixed point. */
export interface FixedPointAxis {
  readonly near: Int32Array;
  /** q << 16 | p: p of what is near and q of what is far. */
  readonly weights: Int32Array;
  /** The pixels that are near or far for any, in order. */
  readonly used: Int32Array;
  /** Where in `used` the near one stands, and the far one: right behind it, or the same. */
  readonly upper: Int32Array;
  readonly lower: Int32Array;
}

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
  return mixLinearBytes(data, width, channels, fixedPoint(columns), fixedPoint(rows));
}

/** Axes are kept for the next image. */
const known = new WeakMap<LinearAxis, FixedPointAxis>();

export function fixedPoint(axis: LinearAxis): FixedPointAxis {
  const made = known.get(axis) ?? makeFixed(axis);
  known.set(axis, made);
  return made;
}

function makeFixed({ near, far, fraction }: LinearAxis): FixedPointAxis {
  const weights = Int32Array.from(fraction, part => {
    const p = roundHalfToEven(Math.fround(1 - part) * unit);
    return (roundHalfToEven(part * unit) << 16) | p;
  });
  const used = [...new Set([...near, ...far])].sort((a, b) => a - b);
  const places = new Map(used.map((pixel, place) => [pixel, place]));
  const placesOf = (pixels: Int32Array) => pixels.map(pixel => places.get(pixel)!);
  return { near, weights, used: Int32Array.from(used), upper: placesOf(near), lower: placesOf(far) };
}
