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
  const pixels = new Uint8Array(width * height * shownChannels(image));
  new PictureByRows(image, region, { width, height, pixels }, mapping).advance(region.height);
  return pixels;
}

/** A picture as `render` gives it, made from the top while the image's rows arrive. */
export class PictureByRows {
  private readonly rows: Spans;
  private readonly source: RenderedRows;
  private made = 0;

  /**
   * @param region as in `render`, where it is checked
   * @param picture with the pixels that are to be filled
   * @param memoryFrom address from which on memory of the kernels is held until the picture is done
   */
  constructor(
    image: Image,
    region: Region,
    private readonly picture: Pick<Picture, 'width' | 'height' | 'pixels'>,
    mapping: Mapping,
    memoryFrom = 0,
  ) {
    this.rows = shrinkOrRepeat(region.height, picture.height);
    const columns = shrinkOrRepeat(region.width, picture.width);
    this.source = new RenderedRows(image, region, columns, mapping, memoryFrom);
  }

  /**
   * Goes on as far as the image has come.
   * @param arrived rows of the region that are there
   * @returns rows of the picture that are there
   */
  advance(arrived: number): number {
    const { starts, counts } = this.rows;
    const { height, pixels } = this.picture;
    while (this.made < height && starts[this.made]! + counts[this.made]! <= arrived) {
      checkpoint();
      this.source.write(this.rows, this.made++, pixels);
    }
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
