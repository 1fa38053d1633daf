import { borderIndex } from '../border.ts';
import type { PixelData } from '../image.ts';
import { roundHalfToEven } from '../rounding.ts';
import type { RowSampler } from './warp.ts';

/** OpenCV's sharpness of the cubic kernel (Keys, “Cubic convolution interpolation”, 1981). */
const a = -0.75;

/** Cubic in x and y over 4×4 pixels; integers are rounded half to even and saturate. */
export const sampleBicubic: RowSampler = (source, xs, ys, output, to) => {
  const { data, width, height, channels, border, color } = source;
  const weightsX = new Float64Array(4);
  const weightsY = new Float64Array(4);
  const columns = new Int32Array(4);
  const rows = new Int32Array(4);
  const rowLength = width * channels;
  const highest = highestOf(output);
  for (let index = 0; index < xs.length; index++) {
    const left = Math.floor(xs[index]!);
    const top = Math.floor(ys[index]!);
    writeWeights(xs[index]! - left, weightsX);
    writeWeights(ys[index]! - top, weightsY);
    if (left >= 1 && top >= 1 && left < width - 2 && top < height - 2) {
      const first = ((top - 1) * width + left - 1) * channels;
      for (let channel = 0; channel < channels; channel++, to++) {
        output[to] = stored(
          sumInside(data, first + channel, channels, rowLength, weightsX, weightsY),
          highest,
        );
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
        const y = rows[row]!;
        let rowSum = 0;
        for (let column = 0; column < 4; column++) {
          const x = columns[column]!;
          const isOutside = x < 0 || y < 0;
          const value = isOutside ? color[channel]! : data[(y * width + x) * channels + channel]!;
          rowSum += weightsX[column]! * value;
        }
        sum += weightsY[row]! * rowSum;
      }
      output[to] = stored(sum, highest);
    }
  }
};

function sumInside(
  data: PixelData,
  first: number,
  step: number,
  rowLength: number,
  weightsX: Float64Array,
  weightsY: Float64Array,
): number {
  const [w0, w1, w2, w3] = [weightsX[0]!, weightsX[1]!, weightsX[2]!, weightsX[3]!];
  let sum = 0;
  for (let row = 0, from = first; row < 4; row++, from += rowLength) {
    const rowSum =
      w0 * data[from]! + w1 * data[from + step]! + w2 * data[from + 2 * step]! + w3 * data[from + 3 * step]!;
    sum += weightsY[row]! * rowSum;
  }
  return sum;
}

function stored(sum: number, highest: number | undefined): number {
  return highest === undefined ? sum : Math.min(Math.max(roundHalfToEven(sum), 0), highest);
}

function highestOf(output: PixelData): number | undefined {
  if (output instanceof Float32Array) return undefined;
  return output instanceof Uint8Array ? 255 : 65535;
}

/** Weights of the four pixels around a point that lies `t` (0 to 1) behind the second. */
function writeWeights(t: number, weights: Float64Array): void {
  const u = 1 - t;
  weights[0] = ((a * (t + 1) - 5 * a) * (t + 1) + 8 * a) * (t + 1) - 4 * a;
  weights[1] = ((a + 2) * t - (a + 3)) * t * t + 1;
  weights[2] = ((a + 2) * u - (a + 3)) * u * u + 1;
  weights[3] = 1 - weights[0] - weights[1] - weights[2];
}
