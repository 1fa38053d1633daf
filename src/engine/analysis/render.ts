import { checkpoint } from '../checkpoint.ts';
import { DarkroomError } from '../../shared/errors.ts';
import type { Picture, Region } from '../../shared/picture.ts';
import type { Mapping } from '../../shared/view.ts';
import type { Image } from '../image.ts';
import { RenderedRows } from './rows.ts';
import { boxSpans, nearestSpans, type Spans } from './spans.ts';

/**
 * A region of an image as a picture of another size: RGB of 8 bits, or RGBA, not premultiplied, where the image has
 * alpha; row-major.
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
): Uint8Array {
  checkRegion(image, region, width, height);
  const columns = shrinkOrRepeat(region.width, width);
  const rows = shrinkOrRepeat(region.height, height);
  const picture = new Uint8Array(width * height * shownChannels(image));
  const source = new RenderedRows(image, region, columns, mapping);
  for (let y = 0; y < height; y++) {
    checkpoint();
    source.write(rows, y, picture);
  }
  return picture;
}

/** The picture of a whole image, as `render` gives it, made while the image's rows arrive. */
export class ArrivingPicture {
  private readonly rows: Spans;
  private readonly source: RenderedRows;
  private made = 0;

  /**
   * @param pixels filled from the top
   * @param memoryFrom address from which on memory of the kernels is held until the picture is done
   */
  constructor(
    image: Image,
    width: number,
    private readonly height: number,
    mapping: Mapping,
    private readonly pixels: Uint8Array,
    memoryFrom: number,
  ) {
    const region = { x: 0, y: 0, width: image.width, height: image.height };
    this.rows = shrinkOrRepeat(image.height, height);
    this.source = new RenderedRows(image, region, shrinkOrRepeat(image.width, width), mapping, memoryFrom);
  }

  /**
   * Goes on as far as the image has come.
   * @param arrived rows of the image that are there
   * @returns rows of the picture that are there
   */
  advance(arrived: number): number {
    const { starts, counts } = this.rows;
    while (this.made < this.height && starts[this.made]! + counts[this.made]! <= arrived)
      this.source.write(this.rows, this.made++, this.pixels);
    return this.made;
  }
}

/** Of the pictures of an image. */
export function shownChannels({ channels }: Pick<Image, 'channels'>): Picture['channels'] {
  return channels === 4 ? 4 : 3;
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
