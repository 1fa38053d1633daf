import { borderIndex } from '../border.ts';
import type { PixelData } from '../image.ts';
import type { RowSampler } from './warp.ts';

const { abs, floor, fround, max, min } = Math;
/** OpenCV looks no further beyond an edge than the image is long, but this many pixels at least. */
const shortestReach = 16;
/** Added and taken away again, it leaves a double without its fraction, rounded half to even. */
const roundingConstant = 2 ** 52;

/**
 * Cubic in x and then in y over 4×4 pixels. OpenCV 5 sums in single precision with a fused multiply-add for every pixel
 * and rounds integers once, half to even. Double precision is faster here: integers come out the same, floats within
 * the last bits.
 */
export const sampleBicubic: RowSampler = (source, xs, ys, output, to) => {
  const { data, width, height, channels, border, color } = source;
  const weightsX = new Float32Array(4);
  const weightsY = new Float32Array(4);
  const columns = new Int32Array(4);
  const rows = new Int32Array(4);
  const rowLength = width * channels;
  const highest = highestOf(output);
  const sample = highest === undefined ? sumInDouble : sumToRound;
  const reachX = max(width, shortestReach);
  const reachY = max(height, shortestReach);
  for (let index = 0; index < xs.length; index++) {
    const x = min(max(xs[index]!, -reachX), 2 * reachX);
    const y = min(max(ys[index]!, -reachY), 2 * reachY);
    const left = floor(x);
    const top = floor(y);
    writeWeights(fround(x - left), weightsX);
    writeWeights(fround(y - top), weightsY);
    if (left >= 1 && top >= 1 && left < width - 2 && top < height - 2) {
      let first = ((top - 1) * width + left - 1) * channels;
      for (const end = first + channels; first < end; first++, to++) {
        output[to] = stored(sample(data, first, channels, rowLength, weightsX, weightsY), highest);
      }
      continue;
    }
    for (let tap = 0; tap < 4; tap++) {
      columns[tap] = borderIndex(left + tap - 1, width, border);
      rows[tap] = borderIndex(top + tap - 1, height, border);
    }
    for (let channel = 0; channel < channels; channel++, to++) {
      let sum = 0;
      for (let row = 0; row < 4; row++) {
        const from = rows[row]! * rowLength + channel;
        let rowSum = 0;
        for (let column = 0; column < 4; column++) {
          const isOutside = columns[column]! < 0 || rows[row]! < 0;
          const value = isOutside ? color[channel]! : data[from + columns[column]! * channels]!;
          rowSum = fround(weightsX[column]! * value + rowSum);
        }
        sum = fround(weightsY[row]! * rowSum + sum);
      }
      output[to] = stored(sum, highest);
    }
  }
};

type SumInside = (
  data: PixelData,
  first: number,
  step: number,
  rowLength: number,
  weightsX: Float32Array,
  weightsY: Float32Array,
) => number;

const sumInSingle: SumInside = (data, first, step, rowLength, weightsX, weightsY) => {
  const [w0, w1, w2, w3] = [weightsX[0]!, weightsX[1]!, weightsX[2]!, weightsX[3]!];
  let sum = 0;
  for (let row = 0, from = first; row < 4; row++, from += rowLength) {
    let rowSum = fround(w0 * data[from]!);
    rowSum = fround(w1 * data[from + step]! + rowSum);
    rowSum = fround(w2 * data[from + 2 * step]! + rowSum);
    rowSum = fround(w3 * data[from + 3 * step]! + rowSum);
    sum = fround(weightsY[row]! * rowSum + sum);
  }
  return sum;
};

const sumInDouble: SumInside = (data, first, step, rowLength, weightsX, weightsY) => {
  const [w0, w1, w2, w3] = [weightsX[0]!, weightsX[1]!, weightsX[2]!, weightsX[3]!];
  let sum = 0;
  for (let row = 0, from = first; row < 4; row++, from += rowLength) {
    const rowSum =
      w0 * data[from]! + w1 * data[from + step]! + w2 * data[from + 2 * step]! + w3 * data[from + 3 * step]!;
    sum += weightsY[row]! * rowSum;
  }
  return sum;
};

/** In single precision only where the rounding may depend on it. */
const sumToRound: SumInside = (data, first, step, rowLength, weightsX, weightsY) => {
  const sum = sumInDouble(data, first, step, rowLength, weightsX, weightsY);
  const close = data instanceof Uint8Array ? closeness : 257 * closeness;
  if (abs(sum - floor(sum) - 0.5) > close) return sum;
  return sumInSingle(data, first, step, rowLength, weightsX, weightsY);
};

/** More than the sums of 8-bit pixels in single and in double precision can be apart. */
const closeness = 1.5e-4;

function stored(sum: number, highest: number | undefined): number {
  if (highest === undefined) return sum;
  return min(max(sum + roundingConstant - roundingConstant, 0), highest);
}

function highestOf(output: PixelData): number | undefined {
  if (output instanceof Float32Array) return undefined;
  return output instanceof Uint8Array ? 255 : 65535;
}

/**
 * Weights of the four pixels around a point that lies `t` (0 to 1) behind the second: the cubic kernel of Keys (“Cubic
 * convolution interpolation”, 1981) with a = −0.75, rounded at every step that OpenCV rounds.
 */
function writeWeights(t: number, weights: Float32Array): void {
  const u = fround(1 - t);
  const squared = fround(t * t);
  weights[0] = -0.75 * fround(t * fround(u * u));
  weights[1] = fround(1.25 * t - 2.25) * squared + 1;
  weights[3] = -0.75 * fround(u * squared);
  weights[2] = fround(fround(1 - weights[0]) - weights[1]) - weights[3];
}
