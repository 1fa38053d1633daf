import { borderIndex } from '../border.ts';
import { checkpoint } from '../checkpoint.ts';
import type { Locate } from '../geometry/locate.ts';
import { sampleBilinear } from '../geometry/sample-bilinear.ts';
import type { Sampled } from '../geometry/warp.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/** Pixels of the result that are sampled together, from one part of the source. */
const tileWidth = 128;
const tileHeight = 64;
/** Of a part: twice as many pixels each way as in a tile. */
const mostPixels = 4 * tileWidth * tileHeight;

interface SampledBytes extends Sampled {
  readonly data: Uint8Array;
}

/** As `sampleBilinear` row by row, for bytes: tile by tile, each from the part of the source that it needs. */
export function warpBytes(source: SampledBytes, locate: Locate, width: number, height: number): Uint8Array {
  const { channels } = source;
  const length = width * channels;
  const placeStride = roundUp(width, 4);
  const resultStride = roundUp(length + 4 * channels, 16);
  const { memory, boundsOf, sampleBytes } = kernels();
  const at = allot({
    xs: tileHeight * placeStride * 4,
    ys: tileHeight * placeStride * 4,
    bounds: 16,
    part: (mostPixels + 1) * channels,
    result: tileHeight * resultStride,
  });
  const xs = new Float32Array(memory.buffer, at.xs, tileHeight * placeStride);
  const ys = new Float32Array(memory.buffer, at.ys, tileHeight * placeStride);
  const bounds = new Float32Array(memory.buffer, at.bounds, 4);
  const part = new Uint8Array(memory.buffer, at.part, mostPixels * channels);
  const result = new Uint8Array(memory.buffer, at.result, tileHeight * resultStride);
  const output = spareBytes(height * length);
  for (let top = 0; top < height; top += tileHeight) {
    checkpoint();
    const rows = Math.min(tileHeight, height - top);
    for (let row = 0; row < rows; row++) {
      const from = row * placeStride;
      locate(top + row, xs.subarray(from, from + width), ys.subarray(from, from + width));
      xs.fill(xs[from + width - 1]!, from + width, from + placeStride);
      ys.fill(ys[from + width - 1]!, from + width, from + placeStride);
    }
    for (let left = 0; left < width; left += tileWidth) {
      const columns = Math.min(tileWidth, width - left);
      const place = left * 4;
      boundsOf(at.xs + place, placeStride * 4, columns, rows, at.bounds);
      boundsOf(at.ys + place, placeStride * 4, columns, rows, at.bounds + 8);
      const firstX = Math.floor(bounds[0]!);
      const firstY = Math.floor(bounds[2]!);
      const partWidth = Math.floor(bounds[1]!) - firstX + 2;
      const partHeight = Math.floor(bounds[3]!) - firstY + 2;
      // Also where a place is not a number.
      if (!(partWidth * partHeight <= mostPixels)) {
        for (let row = 0; row < rows; row++) {
          const from = row * placeStride + left;
          const [rowXs, rowYs] = [xs.subarray(from, from + columns), ys.subarray(from, from + columns)];
          sampleBilinear(source, rowXs, rowYs, result, row * resultStride + left * channels);
        }
        continue;
      }
      readPart(source, firstX, firstY, partWidth, partHeight, part);
      sampleBytes(
        ...([at.xs + place, at.ys + place, placeStride * 4, columns, rows, firstX, firstY] as const),
        ...([at.part, partWidth * channels, channels] as const),
        ...([at.result + left * channels, resultStride] as const),
      );
    }
    for (let row = 0; row < rows; row++) {
      const from = row * resultStride;
      output.set(result.subarray(from, from + length), (top + row) * length);
    }
  }
  return output;
}

/** The pixels from (left, top) on, however far outside they lie. */
function readPart(
  { data, width, height, channels, border, color }: SampledBytes,
  left: number,
  top: number,
  partWidth: number,
  partHeight: number,
  part: Uint8Array,
): void {
  const length = partWidth * channels;
  // Columns of the part that lie within the image.
  const first = Math.min(Math.max(-left, 0), partWidth);
  const end = Math.max(Math.min(width - left, partWidth), first);
  for (let line = 0, to = 0; line < partHeight; line++, to += length) {
    const row = borderIndex(top + line, height, border);
    if (row < 0) {
      fillPixels(part, to, to + length, color);
      continue;
    }
    const from = (row * width + left) * channels;
    part.set(data.subarray(from + first * channels, from + end * channels), to + first * channels);
    if (first === 0 && end === partWidth) continue;
    if (border === 'constant') {
      fillPixels(part, to, to + first * channels, color);
      fillPixels(part, to + end * channels, to + length, color);
      continue;
    }
    for (let column = first > 0 ? 0 : end; column < partWidth;) {
      const pixel = (row * width + borderIndex(left + column, width, border)) * channels;
      for (let channel = 0; channel < channels; channel++)
        part[to + column * channels + channel] = data[pixel + channel]!;
      column = column + 1 === first ? end : column + 1;
    }
  }
}

function fillPixels(bytes: Uint8Array, from: number, end: number, color: readonly number[]): void {
  for (let index = from; index < end;) {
    for (let channel = 0; channel < color.length; channel++) bytes[index++] = color[channel]!;
  }
}
