import { offsetOf, valueAt } from './beyond.ts';
import type { RowSampler } from './warp.ts';

const { floor, fround } = Math;
/** Added and taken away again, it leaves a double without its fraction, rounded half to even. */
const roundingConstant = 2 ** 52;

/**
 * Linear in x, then in y, in single precision with a fused multiply-add each, which is what OpenCV's vector code
 * computes; integers are rounded once, half to even.
 */
export const sampleBilinear: RowSampler = (source, xs, ys, output, to) => {
  const { data, width, height, channels } = source;
  const rowLength = width * channels;
  const rounds = !(output instanceof Float32Array);
  for (let index = 0; index < xs.length; index++) {
    const x = xs[index]!;
    const y = ys[index]!;
    const left = floor(x);
    const top = floor(y);
    const weightX = fround(x - left);
    const weightY = fround(y - top);
    if (left >= 0 && top >= 0 && left < width - 1 && top < height - 1) {
      let from = (top * width + left) * channels;
      for (const end = from + channels; from < end; from++, to++) {
        const below = from + rowLength;
        const upper = lerp(data[from]!, data[from + channels]!, weightX);
        const value = lerp(upper, lerp(data[below]!, data[below + channels]!, weightX), weightY);
        output[to] = rounds ? value + roundingConstant - roundingConstant : value;
      }
      continue;
    }
    const topLeft = offsetOf(source, left, top);
    const topRight = offsetOf(source, left + 1, top);
    const bottomLeft = offsetOf(source, left, top + 1);
    const bottomRight = offsetOf(source, left + 1, top + 1);
    for (let channel = 0; channel < channels; channel++, to++) {
      const upper = lerp(valueAt(source, topLeft, channel), valueAt(source, topRight, channel), weightX);
      const lower = lerp(
        valueAt(source, bottomLeft, channel),
        valueAt(source, bottomRight, channel),
        weightX,
      );
      const value = lerp(upper, lower, weightY);
      output[to] = rounds ? value + roundingConstant - roundingConstant : value;
    }
  }
};

function lerp(from: number, to: number, weight: number): number {
  return fround(fround(to - from) * weight + from);
}
