import { fullRange } from '../../shared/shape.ts';
import { allocate, colorChannels, dataTypeOf, type Image, type PixelData } from '../image.ts';
import type { BorderMode } from '../parameters.ts';
import { roundHalfToEven } from '../rounding.ts';
import { averageAlikeBytes, type SpaceTap } from '../simd/bilateral.ts';
import { finiteRange } from '../simd/range.ts';
import { PaddedRows } from './padded-rows.ts';

/** Standard deviations: of the difference in colour, in image units, and of the distance, in pixels. */
export interface Sigmas {
  readonly color: number;
  readonly space: number;
}

/**
 * The bilateral filter (Tomasi and Manduchi, 1998) as `cv2.bilateralFilter`: the mean of the pixels within a circle of
 * `diameter` (odd), weighted by exp(−distance² / 2σ²) in space and, with the sum of the channels' absolute differences
 * as distance, in colour. Alpha has no part in the distance and is averaged with the same weights. Floats of one colour
 * and no alpha stay as they are, and no difference counts for more than the image's own range allows.
 */
export function bilateralFilter(
  image: Image,
  diameter: number,
  sigmas: Sigmas,
  border: BorderMode,
): PixelData {
  if (!(image.data instanceof Uint8Array)) return bilateralPlainly(image, diameter, sigmas, border);
  const taps = circleOf((diameter - 1) / 2, sigmas.space);
  return averageAlikeBytes(image, diameter, taps, likenessFor(image, sigmas.color).table!, border);
}

/** The plain kernel, for values of every type. */
export function bilateralPlainly(
  image: Image,
  diameter: number,
  sigmas: Sigmas,
  border: BorderMode,
): PixelData {
  const { data, width, height, channels } = image;
  const likeness = likenessFor(image, sigmas.color);
  // OpenCV knows no alpha, which is averaged also where the colour is the same everywhere.
  if (likeness.largest < (channels === 4 ? 0 : 2 ** -23 * channels)) return data.slice();
  const radius = (diameter - 1) / 2;
  const length = width * channels;
  const padded = new PaddedRows(image, { left: radius, right: radius, top: radius, bottom: radius }, border);
  const ring = new Float64Array(diameter * padded.length);
  const output = allocate(dataTypeOf(data), data.length);
  const taps = circleOf(radius, sigmas.space);
  const sums: Sums = { values: new Float64Array(length), weights: new Float64Array(width) };
  for (let y = -radius; y < height + radius; y++) {
    padded.read(y, ring, ((y + radius) % diameter) * padded.length);
    const row = y - radius;
    if (row < 0) continue;
    sums.values.fill(0);
    sums.weights.fill(0);
    const center = ((row + radius) % diameter) * padded.length + radius * channels;
    for (const { x, y: line, weight } of taps) {
      const from = ((row + radius + line) % diameter) * padded.length + (radius + x) * channels;
      addTap(ring, center, from, weight, channels, likeness, sums);
    }
    storeMeans(sums, channels, output, row * length);
  }
  return output;
}

function circleOf(radius: number, sigma: number): readonly SpaceTap[] {
  const taps: SpaceTap[] = [];
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      const squared = x * x + y * y;
      if (squared <= radius * radius) taps.push({ x, y, weight: Math.exp(-squared / (2 * sigma * sigma)) });
    }
  }
  return taps;
}

/** The weight of a difference in colour; looked up for integers, computed for floats. */
interface Likeness {
  readonly table: Float64Array | undefined;
  readonly factor: number;
  /** The difference at which the weights end: between the image's pixels none is larger, but one with a border may be. */
  readonly largest: number;
}

function likenessFor({ data, channels }: Image, sigma: number): Likeness {
  const factor = -1 / (2 * sigma * sigma);
  if (data instanceof Float32Array) {
    const [low, high] = finiteRange(data, channels);
    return { table: undefined, factor, largest: (high - low) * colorChannels(channels) };
  }
  const largest = fullRange[dataTypeOf(data)] * colorChannels(channels);
  const table = new Float64Array(largest + 1);
  for (let distance = 0; distance < table.length; distance++) {
    table[distance] = Math.exp(distance * distance * factor);
  }
  return { table, factor, largest };
}

interface Sums {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

function addTap(
  ring: Float64Array,
  center: number,
  from: number,
  weight: number,
  channels: number,
  { table, factor, largest }: Likeness,
  { values, weights }: Sums,
): void {
  for (let x = 0, to = 0; x < weights.length; x++, to += channels) {
    const here = center + to;
    const there = from + to;
    let distance = Math.abs(ring[there]! - ring[here]!);
    if (channels > 1) {
      distance += Math.abs(ring[there + 1]! - ring[here + 1]!) + Math.abs(ring[there + 2]! - ring[here + 2]!);
    }
    if (distance > largest) distance = largest;
    const share = weight * (table ? table[distance]! : Math.exp(distance * distance * factor));
    weights[x]! += share;
    for (let channel = 0; channel < channels; channel++) {
      values[to + channel]! += share * ring[there + channel]!;
    }
  }
}

function storeMeans({ values, weights }: Sums, channels: number, output: PixelData, to: number): void {
  const rounds = !(output instanceof Float32Array);
  for (let index = 0; index < values.length; index++) {
    const mean = values[index]! / weights[Math.floor(index / channels)]!;
    output[to + index] = rounds ? roundHalfToEven(mean) : mean;
  }
}
