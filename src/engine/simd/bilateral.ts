import { PaddedRows } from '../filter/padded-rows.ts';
import type { Image } from '../image.ts';
import type { BorderMode } from '../parameters.ts';
import { spareBytes } from '../spare.ts';
import { allot, kernels, roundUp } from './memory.ts';

/** A pixel's place from the one in the middle, and the weight of its distance. */
export interface SpaceTap {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/** Sums of differences of four bytes. */
const differences = 1024;

/**
 * As `bilateralFilter`, for bytes. Alpha is averaged by itself, in a second pass over the row.
 *
 * @param likeness the weight of every difference in colour
 */
export function averageAlikeBytes(
  image: Image,
  diameter: number,
  taps: readonly SpaceTap[],
  likeness: Float64Array,
  border: BorderMode,
): Uint8Array {
  const { data, width, height, channels } = image;
  const radius = (diameter - 1) / 2;
  const length = width * channels;
  const padded = new PaddedRows(image, { left: radius, right: radius, top: radius, bottom: radius }, border);
  const pixels = width + 2 * radius;
  const stride = roundUp(pixels, 4) * 4;
  const room = diameter * stride;
  const { memory, widenPixels, averageAlike } = kernels();
  const at = allot({
    source: padded.length,
    quads: room,
    values: room * 8,
    alphas: channels === 4 ? room * 8 : 0,
    addresses: taps.length * 4,
    weights: taps.length * 8,
    likeness: differences * 8,
    result: roundUp(width, 4) * channels,
    alpha: roundUp(width, 4) * channels,
  });
  const { buffer } = memory;
  const source = new Uint8Array(buffer, at.source, padded.length);
  const addresses = new Uint32Array(buffer, at.addresses, taps.length);
  const result = new Uint8Array(buffer, at.result, length);
  const alpha = new Uint8Array(buffer, at.alpha, length);
  new Float64Array(buffer, at.weights, taps.length).set(taps.map(({ weight }) => weight));
  new Float64Array(buffer, at.likeness, likeness.length).set(likeness);
  const output = spareBytes(data.length);
  const average = (center: number, values: number, to: number) => {
    averageAlike(
      ...([center, at.addresses, at.weights, taps.length, at.likeness] as const),
      ...([at.quads, values, channels, to, width] as const),
    );
  };
  for (let y = -radius; y < height + radius; y++) {
    padded.read(y, source, 0);
    const slot = ((y + radius) % diameter) * stride;
    widenPixels(at.source, channels, pixels, 0, at.quads + slot, at.values + slot * 8);
    if (channels === 4) widenPixels(at.source, channels, pixels, 24, at.quads + slot, at.alphas + slot * 8);
    const row = y - radius;
    if (row < 0) continue;
    const quadAt = (line: number, column: number) =>
      at.quads + ((row + radius + line) % diameter) * stride + (radius + column) * 4;
    for (const [index, tap] of taps.entries()) addresses[index] = quadAt(tap.y, tap.x);
    average(quadAt(0, 0), at.values, at.result);
    if (channels === 4) {
      average(quadAt(0, 0), at.alphas, at.alpha);
      for (let index = 0; index < length; index += 4) result[index + 3] = alpha[index]!;
    }
    output.set(result, row * length);
  }
  return output;
}
