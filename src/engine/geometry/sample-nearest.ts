import { roundHalfToEven } from '../rounding.ts';
import { offsetOf, valueAt } from './beyond.ts';
import type { RowSampler } from './warp.ts';

/** The nearest pixel, halves to the even one. */
export const sampleNearest: RowSampler = (source, xs, ys, output, to) => {
  const { data, width, height, channels } = source;
  for (let index = 0; index < xs.length; index++) {
    const x = roundHalfToEven(xs[index]!);
    const y = roundHalfToEven(ys[index]!);
    if (x >= 0 && y >= 0 && x < width && y < height) {
      const from = (y * width + x) * channels;
      for (let channel = 0; channel < channels; channel++) output[to++] = data[from + channel]!;
      continue;
    }
    const from = offsetOf(source, x, y);
    for (let channel = 0; channel < channels; channel++) output[to++] = valueAt(source, from, channel);
  }
};
