import { roundHalfToEven } from '../rounding.ts';
import { mixLinearBytes } from '../simd/linear.ts';
import type { LinearAxis } from './linear-axis.ts';

/** Weights are whole 2048ths. */
const unit = 2048;

/** A `LinearAxis` with weights in fixed point. */
export interface FixedPointAxis {
  readonly near: Int32Array;
  readonly far: Int32Array;
  readonly nearWeight: Int32Array;
  readonly farWeight: Int32Array;
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
  const { near, far, fraction } = axis;
  const made = known.get(axis) ?? {
    near,
    far,
    nearWeight: Int32Array.from(fraction, part => roundHalfToEven(Math.fround(1 - part) * unit)),
    farWeight: Int32Array.from(fraction, part => roundHalfToEven(part * unit)),
  };
  known.set(axis, made);
  return made;
}
