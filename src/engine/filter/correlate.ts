import { fullRange, type DataType } from '../../shared/shape.ts';
import { allocate, dataTypeOf, type Image, type PixelData } from '../image.ts';
import { roundHalfToEven } from '../rounding.ts';
import { correlateToBytes, correlateToFloats } from '../simd/correlate.ts';
import type { PaddedRows } from './padded-rows.ts';
import type { Windows } from './windows.ts';

/** Weights, row by row. */
export type Kernel = readonly (readonly number[])[];

export interface Correlation {
  readonly kernel: Kernel;
  /** Where the kernel lies along each side. */
  readonly rows: Windows;
  readonly columns: Windows;
  /** Added to every sum. */
  readonly bias: number;
  /** Of the result: that of the image, rounded half to even and clipped, or float32. */
  readonly dtype: DataType;
}

/** The weighted sums of `image`, which is padded as its windows need. */
export function correlate(image: Image, padded: PaddedRows, correlation: Correlation): PixelData {
  const { kernel, rows, columns, bias, dtype } = correlation;
  if (!(image.data instanceof Uint8Array) || columns.stride !== 1 || rows.stride !== 1)
    return correlatePlainly(image, padded, correlation);
  const taps = kernel.flatMap((weights, row) =>
    weights.map((weight, column) => ({ row, column, weight })).filter(({ weight }) => weight !== 0),
  );
  const { channels } = image;
  const { size, before, count } = rows;
  const frame = { padded, channels, size, before, rows: count, length: columns.count * channels };
  return dtype === 'uint8' ? correlateToBytes(frame, taps, bias) : correlateToFloats(frame, taps, bias);
}

/** Values that filter2D's vector code takes at a time, with a fused multiply-add; the rest of a row is summed without. */
const lanes = 4;

/** Of more weights than these, filter2D sums 16 bits in double precision, by a Fourier transform. */
const mostInSingle = 49;

/**
 * The plain kernel, for values of every type and windows of any stride.
 *
 * Sums one output row at a time, tap by tap; taps of weight 0 cost nothing. In double precision, but for integers that
 * stay integers in float32, as filter2D: a mean of six pixels falls on a half often enough for its last bit to count.
 */
export function correlatePlainly(
  { channels }: Image,
  padded: PaddedRows,
  { kernel, rows, columns, bias, dtype }: Correlation,
): PixelData {
  const output = allocate(dtype, rows.count * columns.count * channels);
  const ring = new Float64Array(padded.length * rows.size);
  const isWhole = !(output instanceof Float32Array);
  const isSingle = isWhole && (dtype === 'uint8' || rows.size * columns.size <= mostInSingle);
  const sums = isSingle
    ? new Float32Array(columns.count * channels)
    : new Float64Array(columns.count * channels);
  let next = -rows.before;
  for (let row = 0; row < rows.count; row++) {
    const top = row * rows.stride - rows.before;
    for (let y = Math.max(next, top); y < top + rows.size; y++) {
      padded.read(y, ring, ((y + rows.before) % rows.size) * padded.length);
    }
    next = top + rows.size;
    sums.fill(bias);
    kernel.forEach((weights, line) => {
      const start = ((top + line + rows.before) % rows.size) * padded.length;
      weights.forEach((weight, tap) => {
        if (weight === 0) return;
        const factor = isWhole ? Math.fround(weight) : weight;
        addTap(ring, start + tap * channels, factor, columns.stride, channels, sums);
      });
    });
    store(sums, output, row * sums.length);
  }
  return output;
}

function addTap(
  source: Float64Array,
  start: number,
  weight: number,
  stride: number,
  channels: number,
  sums: Float64Array | Float32Array,
): void {
  if (stride === 1) {
    const rest = sums.length - (sums.length % lanes);
    for (let index = 0; index < rest; index++) sums[index]! += weight * source[start + index]!;
    const isSingle = sums instanceof Float32Array;
    for (let index = rest; index < sums.length; index++) {
      const product = weight * source[start + index]!;
      sums[index]! += isSingle ? Math.fround(product) : product;
    }
    return;
  }
  const step = (stride - 1) * channels;
  for (let index = 0, from = start; index < sums.length; from += step) {
    for (let channel = 0; channel < channels; channel++) sums[index++]! += weight * source[from++]!;
  }
}

function store(sums: Float64Array | Float32Array, output: PixelData, to: number): void {
  if (output instanceof Float32Array) {
    output.set(sums, to);
    return;
  }
  const highest = fullRange[dataTypeOf(output)];
  for (let index = 0; index < sums.length; index++) {
    output[to + index] = Math.min(Math.max(roundHalfToEven(sums[index]!), 0), highest);
  }
}
