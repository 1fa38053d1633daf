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
  let to = 0;
  for (let y = start; y < start + height; y++) {
    const row = y * width * channels;
    for (let x = 0; x < first.length; x++) {
      let from = row + first[x]! * channels;
      const end = x * taps + used[x]!;
      let red = half;
      if (channels === 1) {
        for (let tap = x * taps; tap < end; tap++) red += Math.imul(data[from++]!, fixed[tap]!);
        output[to++] = red >> precision;
        continue;
      }
      let green = half;
      let blue = half;
      let alpha = half;
      for (let tap = x * taps; tap < end; tap++, from += channels) {
        const weight = fixed[tap]!;
        red += Math.imul(data[from]!, weight);
        green += Math.imul(data[from + 1]!, weight);
        blue += Math.imul(data[from + 2]!, weight);
        if (channels === 4) alpha += Math.imul(data[from + 3]!, weight);
      }
      output[to] = red >> precision;
      output[to + 1] = green >> precision;
      output[to + 2] = blue >> precision;
      if (channels === 4) output[to + 3] = alpha >> precision;
      to += channels;
    }
  }
  return new Uint8Array(output.buffer);
}

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
