import { DarkroomError } from '../../shared/errors.ts';
import type { Mapping, Region } from '../../shared/protocol.ts';
import type { Image } from '../image.ts';
import { levelReader, type LevelReader } from './levels.ts';
import { boxSpans, nearestSpans, type Spans } from './spans.ts';

/** How values that are not a number are shown. */
const notANumberColor = [255, 0, 255] as const;

/**
 * A region of an image as a picture of another size: RGBA, 8 bits, not premultiplied, row-major.
 *
 * Along an axis that shrinks, a picture's pixel is the mean of the levels it covers, colours weighted by alpha; along
 * one that grows, it is the nearest pixel. One channel is gray. A pixel that covers a value that is not a number is
 * magenta, so that a single one is seen from afar; infinities are clipped like all that lies outside 0 to 255.
 *
 * @param region whole pixels inside the image
 * @throws DarkroomError `bad_argument` when the region reaches outside or is empty
 */
export function render(
  image: Image,
  region: Region,
  width: number,
  height: number,
  mapping: Mapping,
): Uint8ClampedArray {
  checkRegion(image, region, width, height);
  const { channels } = image;
  const reader = levelReader(image, region, mapping);
  const columns = shrinkOrRepeat(region.width, width);
  const rows = shrinkOrRepeat(region.height, height);
  const reduced = new ReducedRows(reader, columns, channels);
  const means = new Float64Array(width * channels);
  const picture = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    means.fill(0);
    for (let index = 0; index < rows.counts[y]!; index++) {
      const line = reduced.row(rows.starts[y]! + index);
      const weight = rows.weights[y * rows.most + index]!;
      for (let place = 0; place < means.length; place++) means[place]! += weight * line[place]!;
    }
    writeRow(means, channels, picture, y * width * 4);
  }
  return picture;
}

function checkRegion(image: Image, region: Region, width: number, height: number): void {
  const whole = [region.x, region.y, region.width, region.height, width, height].every(Number.isInteger);
  const inside =
    region.x >= 0 &&
    region.y >= 0 &&
    region.x + region.width <= image.width &&
    region.y + region.height <= image.height;
  if (whole && inside && Math.min(region.width, region.height, width, height) > 0) return;
  throw new DarkroomError(
    'bad_argument',
    `Expected a region inside ${image.width}×${image.height} but received ${region.width}×${region.height} at ${region.x}, ${region.y}, to be shown as ${width}×${height}.`,
  );
}

function shrinkOrRepeat(source: number, target: number): Spans {
  const scale = source / target;
  const middle = (place: number) => (place + 0.5) * scale;
  return target < source ? boxSpans(target, source, scale, middle) : nearestSpans(target, source, middle);
}

/** Rows of levels reduced along x. The last one is kept: neighbouring picture rows share it. */
class ReducedRows {
  private readonly line: Float64Array;
  private held = -1;

  constructor(
    private readonly reader: LevelReader,
    private readonly columns: Spans,
    private readonly channels: number,
  ) {
    this.line = new Float64Array(columns.counts.length * channels);
  }

  row(y: number): Float64Array {
    if (this.held !== y) {
      const { levels, offset } = this.reader(y);
      reduceRow(levels, offset, this.channels, this.columns, this.line);
      this.held = y;
    }
    return this.line;
  }
}

function reduceRow(
  levels: Uint8Array | Float32Array,
  offset: number,
  channels: number,
  { starts, counts, weights, most }: Spans,
  target: Float64Array,
): void {
  let to = 0;
  for (let x = 0; x < counts.length; x++) {
    const first = offset + starts[x]! * channels;
    const last = first + (counts[x]! - 1) * channels;
    const firstWeight = weights[x * most]!;
    const innerWeight = counts[x]! > 2 ? weights[x * most + 1]! : 0;
    const lastWeight = counts[x]! > 1 ? weights[x * most + counts[x]! - 1]! : 0;
    for (let channel = 0; channel < channels; channel++) {
      // All between the first and the last have the same weight.
      let inner = 0;
      for (let from = first + channels + channel; from < last; from += channels) inner += levels[from]!;
      target[to++] =
        firstWeight * levels[first + channel]! + innerWeight * inner + lastWeight * levels[last + channel]!;
    }
  }
}

function writeRow(means: Float64Array, channels: number, picture: Uint8ClampedArray, start: number): void {
  const color = channels === 1 ? 0 : 1;
  for (let from = 0, to = start; from < means.length; from += channels, to += 4) {
    const red = means[from]!;
    const green = means[from + color]!;
    const blue = means[from + 2 * color]!;
    if (Number.isNaN(red + green + blue)) {
      picture.set(notANumberColor, to);
      picture[to + 3] = 255;
      continue;
    }
    const alpha = channels === 4 ? means[from + 3]! : 255;
    // Levels are premultiplied where there is alpha.
    const factor = channels === 4 ? (alpha === 0 ? 0 : 255 / alpha) : 1;
    picture[to] = red * factor;
    picture[to + 1] = green * factor;
    picture[to + 2] = blue * factor;
    picture[to + 3] = alpha;
  }
}
