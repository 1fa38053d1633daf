import { shapeOf, typeOf, type Image } from '../engine/image.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { ImageFormat, Output } from '../shared/pipeline.ts';
import { capacities, type Capacity } from '../shared/formats.ts';
import { describeShape } from '../shared/shape.ts';
import { encodeBmp } from './bmp/writer.ts';
import { encodeJpeg } from './jpeg/writer.ts';
import { encodeNpy } from './npy/writer.ts';
import { encodePng } from './png/writer.ts';
import { encodeTiff } from './tiff/writer.ts';
import { encodeWebp } from './webp/writer.ts';

/** Writes one format. */
interface FormatWriter extends Capacity {
  readonly maximumSide: number;
  encode(image: Image, output: Output): Uint8Array | Promise<Uint8Array>;
}

const { png, jpeg, webp, bmp, tiff, npy } = capacities;

export const writers: Readonly<Record<ImageFormat, FormatWriter>> = {
  png: { ...png, maximumSide: 2 ** 31 - 1, encode: encodePng },
  jpeg: { ...jpeg, maximumSide: 65535, encode: (image, { quality }) => encodeJpeg(image, quality) },
  webp: { ...webp, maximumSide: 16383, encode: (image, { quality }) => encodeWebp(image, quality) },
  bmp: { ...bmp, maximumSide: 2 ** 31 - 1, encode: encodeBmp },
  tiff: { ...tiff, maximumSide: 2 ** 31 - 1, encode: encodeTiff },
  npy: { ...npy, maximumSide: Infinity, encode: (image, { layout }) => encodeNpy(image, layout) },
};

/** @throws DarkroomError `out_of_domain` when the format cannot hold such an image. */
export function checkWritable(image: Image, writer: FormatWriter): void {
  const { title, dtypes, channels, vectors, maximumSide } = writer;
  const dtype = typeOf(image);
  const shape = describeShape(shapeOf(image));
  const refuse = (expected: string, hint: string) => {
    throw new DarkroomError('out_of_domain', `Expected ${expected} for ${title} but received ${shape}.`, {
      hint,
    });
  };
  if (image.vector && !vectors) refuse('an image', 'Write vectors with output format npy.');
  if (!dtypes.includes(dtype)) {
    refuse(
      dtypes.join(' or '),
      `Write it with output format npy, or set output dtype to ${dtypes.join(' or ')} (after bringing the values into its range).`,
    );
  }
  if (!channels.includes(image.channels)) {
    refuse(
      `${channels.join(' or ')} channels`,
      'Set output format to png, webp or tiff, which keep alpha, or remove it with a step before.',
    );
  }
  if (Math.max(image.width, image.height) > maximumSide) {
    refuse(`at most ${maximumSide} pixels a side`, 'Resize the image, or write PNG.');
  }
}
