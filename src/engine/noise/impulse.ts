import { checkpoint } from '../checkpoint.ts';
import { fullRange } from '../../shared/shape.ts';
import { allocate, colorChannels, dataTypeOf, withData, type Image } from '../image.ts';
import { fillWithDraws } from '../random.ts';

/** What becomes of a pixel. */
export const impulse = { none: 0, pepper: 1, salt: 2 } as const;

/**
 * Chooses pixels for salt and for pepper, every choice of so many equally likely. Every pixel is asked in turn, with
 * the chance that the rest of either has among the rest of the pixels; so exactly as many are chosen as asked for.
 *
 * @param count of pixels
 * @param salt how many of them turn white, which with `pepper` are not more than all
 * @returns one of `impulse` for each
 */
export function chooseImpulses(count: number, salt: number, pepper: number, key: number): Uint8Array {
  const marks = new Uint8Array(count);
  const draws = new Uint32Array(4096);
  let saltLeft = salt;
  let left = salt + pepper;
  for (let pixel = 0; pixel < count && left > 0; pixel++) {
    const place = pixel % draws.length;
    if (place === 0) {
      checkpoint();
      fillWithDraws(draws, key, pixel);
    }
    const drawn = (draws[place]! / 2 ** 32) * (count - pixel);
    if (drawn >= left) continue;
    left--;
    if (drawn < saltLeft) {
      saltLeft--;
      marks[pixel] = impulse.salt;
    } else {
      marks[pixel] = impulse.pepper;
    }
  }
  return marks;
}

/** Turns the colours of marked pixels to the full range or to 0; alpha is left as it is. */
export function applyImpulses(image: Image, marks: Uint8Array): Image {
  const { data, channels } = image;
  const dtype = dataTypeOf(data);
  const full = fullRange[dtype];
  const colors = colorChannels(channels);
  const output = allocate(dtype, data.length);
  output.set(data);
  for (let pixel = 0; pixel < marks.length; pixel++) {
    if (marks[pixel] === impulse.none) continue;
    const value = marks[pixel] === impulse.salt ? full : 0;
    output.fill(value, pixel * channels, pixel * channels + colors);
  }
  return withData(image, output);
}
