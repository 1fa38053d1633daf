import { checkpoint } from '../checkpoint.ts';
import { fullRange } from '../../shared/shape.ts';
import { allocate, colorChannels, dataTypeOf, withData, type Image, type PixelData } from '../image.ts';
import { fillWithDraws } from '../random.ts';
import { normalOf } from './normal.ts';

/** Pixels at a time, so that the noise of a large image never lies in memory as a whole; a multiple of 4. */
const chunk = 4096;

/**
 * Adds normally distributed noise to the colours of an image.
 *
 * @param mean fraction of the full range, as is `std`
 * @param perChannel every colour has noise of its own; else a pixel’s colours share it
 */
export function addGaussianNoise(
  image: Image,
  mean: number,
  std: number,
  perChannel: boolean,
  key: number,
): Image {
  const { data, channels } = image;
  const dtype = dataTypeOf(data);
  const layers = perChannel ? colorChannels(channels) : 1;
  const full = fullRange[dtype];
  const output = allocate(dtype, data.length);
  const draws = new Uint32Array(chunk * layers);
  const field = new Float32Array(chunk * layers);
  for (let pixel = 0; pixel * channels < data.length; pixel += chunk) {
    checkpoint();
    fillWithDraws(draws, key, pixel * layers);
    fillField(field, draws, mean, std, full);
    const start = pixel * channels;
    const end = start + chunk * channels;
    addField(data.subarray(start, end), output.subarray(start, end), channels, field, layers);
  }
  return withData(image, output);
}

/** Writes noise in levels: mean + std · a normal number, times the full range, rounded to float32 before and after. */
function fillField(field: Float32Array, draws: Uint32Array, mean: number, std: number, full: number): void {
  for (let index = 0; index < field.length; index++) {
    field[index] = Math.fround(mean + std * normalOf(draws[index]!)) * full;
  }
}

/**
 * Writes the input with noise added to its colours, clipped to the full range; of integers, the fraction of the noise
 * is cut off, so that it stays symmetric. Alpha is left as it is.
 *
 * @param field in levels, pixel by pixel
 * @param layers noise values per pixel: 1, which all colours share, or one for each
 */
export function addField(
  input: PixelData,
  output: PixelData,
  channels: number,
  field: Float32Array,
  layers: number,
): void {
  const full = fullRange[dataTypeOf(input)];
  const isWhole = !(input instanceof Float32Array);
  const colors = channels === 4 ? 3 : channels;
  const step = layers === 1 ? 0 : 1;
  for (let index = 0, place = 0; index < input.length; index += channels, place += layers) {
    for (let channel = 0; channel < colors; channel++) {
      const noise = field[place + channel * step]!;
      const sum = input[index + channel]! + (isWhole ? Math.trunc(noise) : noise);
      output[index + channel] = sum < 0 ? 0 : sum > full ? full : sum;
    }
    if (channels === 4) output[index + 3] = input[index + 3]!;
  }
}
