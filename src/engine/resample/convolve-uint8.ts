import type { Weights } from './weights.ts';

/** Fraction bits of the weights: 32 less 8 of the pixel and 2 for overshoot, as Pillow's `PRECISION_BITS`. */
const precision = 22;
const half = 1 << (precision - 1);

/** Weights as whole 2⁻²² parts, halves away from zero. */
function toFixedPoint({ values }: Weights): Int32Array {
  const unit = 1 << precision;
  return Int32Array.from(values, value => Math.trunc(value * unit + (value < 0 ? -0.5 : 0.5)));
}

/**
 * Horizontal pass over 8-bit rows in Pillow's fixed-point arithmetic.
 *
 * @param start first row to be filtered
 * @param height number of rows
 * @returns `height` rows of one pixel per run of weights
 */
export function filterColumnsUint8(
  data: Uint8Array,
  width: number,
  channels: number,
  start: number,
  height: number,
  weights: Weights,
): Uint8Array {
  const { first, used, taps } = weights;
  const fixed = toFixedPoint(weights);
  const output = new Uint8ClampedArray(first.length * channels * height);
  const filterRow = channels === 1 ? filterGray : channels === 3 ? filterRgb : filterRgba;
  for (let y = 0; y < height; y++) {
    const row = (start + y) * width * channels;
    filterRow(data, row, output, y * first.length * channels, first, used, taps, fixed);
  }
  return new Uint8Array(output.buffer);
}

type FilterRow = (
  data: Uint8Array,
  row: number,
  output: Uint8ClampedArray,
  to: number,
  first: Int32Array,
  used: Int32Array,
  taps: number,
  weights: Int32Array,
) => void;

const filterGray: FilterRow = (data, row, output, to, first, used, taps, weights) => {
  for (let x = 0; x < first.length; x++) {
    let from = row + first[x]!;
    const end = x * taps + used[x]!;
    let sum = half;
    for (let tap = x * taps; tap < end; tap++) sum = (sum + Math.imul(data[from++]!, weights[tap]!)) | 0;
    output[to++] = sum >> precision;
  }
};

const filterRgb: FilterRow = (data, row, output, to, first, used, taps, weights) => {
  for (let x = 0; x < first.length; x++) {
    let from = row + first[x]! * 3;
    const end = x * taps + used[x]!;
    let red = half;
    let green = half;
    let blue = half;
    for (let tap = x * taps; tap < end; tap++, from += 3) {
      const weight = weights[tap]!;
      red = (red + Math.imul(data[from]!, weight)) | 0;
      green = (green + Math.imul(data[from + 1]!, weight)) | 0;
      blue = (blue + Math.imul(data[from + 2]!, weight)) | 0;
    }
    output[to++] = red >> precision;
    output[to++] = green >> precision;
    output[to++] = blue >> precision;
  }
};

const filterRgba: FilterRow = (data, row, output, to, first, used, taps, weights) => {
  for (let x = 0; x < first.length; x++) {
    let from = row + first[x]! * 4;
    const end = x * taps + used[x]!;
    let red = half;
    let green = half;
    let blue = half;
    let alpha = half;
    for (let tap = x * taps; tap < end; tap++, from += 4) {
      const weight = weights[tap]!;
      red = (red + Math.imul(data[from]!, weight)) | 0;
      green = (green + Math.imul(data[from + 1]!, weight)) | 0;
      blue = (blue + Math.imul(data[from + 2]!, weight)) | 0;
      alpha = (alpha + Math.imul(data[from + 3]!, weight)) | 0;
    }
    output[to++] = red >> precision;
    output[to++] = green >> precision;
    output[to++] = blue >> precision;
    output[to++] = alpha >> precision;
  }
};

/**
 * Vertical pass, a row at a time.
 *
 * @param rowLength values in a row, of the input and of the output
 * @param start the row of the image that is row 0 of `data`
 */
export function filterRowsUint8(
  data: Uint8Array,
  rowLength: number,
  start: number,
  weights: Weights,
): Uint8Array {
  const { first, used, taps } = weights;
  const fixed = toFixedPoint(weights);
  const output = new Uint8ClampedArray(rowLength * first.length);
  const sums = new Int32Array(rowLength);
  for (let y = 0; y < first.length; y++) {
    sums.fill(half);
    for (let tap = 0; tap < used[y]!; tap++) {
      const row = (first[y]! + tap - start) * rowLength;
      const weight = fixed[y * taps + tap]!;
      for (let index = 0; index < rowLength; index++) {
        sums[index] = sums[index]! + Math.imul(data[row + index]!, weight);
      }
    }
    const to = y * rowLength;
    for (let index = 0; index < rowLength; index++) output[to + index] = sums[index]! >> precision;
  }
  return new Uint8Array(output.buffer);
}
