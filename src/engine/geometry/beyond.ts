import { borderIndex } from '../border.ts';
import type { Sampled } from './warp.ts';

/** Where the values of pixel (x, y) begin, however far outside it lies; −1 where the constant colour stands for it. */
export function offsetOf({ width, height, channels, border }: Sampled, x: number, y: number): number {
  const column = borderIndex(x, width, border);
  const row = borderIndex(y, height, border);
  return column < 0 || row < 0 ? -1 : (row * width + column) * channels;
}

/** A value of the pixel at an offset that `offsetOf` gave. */
export function valueAt({ data, color }: Sampled, offset: number, channel: number): number {
  return offset < 0 ? color[channel]! : data[offset + channel]!;
}
