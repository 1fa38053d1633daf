import { dataTypeOf, shapeOf, type Image } from '../engine/image.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { ImageFormat, Output } from '../shared/pipeline.ts';
import { describeShape, type Channels, type DataType } from '../shared/shape.ts';
import { encodeBmp } from './bmp/writer.ts';
import { encodeJpeg } from './jpeg/writer.ts';
import { encodeNpy } from './npy/writer.ts';
import { encodePng } from './png/writer.ts';
import { encodeTiff } from './tiff/writer.ts';
import { encodeWebp } from './webp/writer.ts';

/** Writes one format. */
interface FormatWriter {
  readonly title: string;
  /** What the format holds. */
  readonly dtypes: readonly DataType[];
  readonly channels: readonly Channels[];
  readonly vectors: boolean;
  readonly maximumSide: number;
  encode(image: Image, output: Output): Uint8Array | Promise<Uint8Array>;
}

export const extensions: Readonly<Record<ImageFormat, string>> = {
  png: '.png',
  jpeg: '.jpg',
  webp: '.webp',
  bmp: '.bmp',
  tiff: '.tif',
  npy: '.npy',
};

export const writers: Readonly<Record<ImageFormat, FormatWriter>> = {
  png: {
    title: 'PNG',
    dtypes: ['uint8', 'uint16'],
    channels: [1, 3, 4],
    vectors: false,
    maximumSide: 2 ** 31 - 1,
    encode: encodePng,
  },
  jpeg: {
    title: 'JPEG',
    dtypes: ['uint8'],
    channels: [1, 3],
    vectors: false,
    maximumSide: 65535,
    encode: (image, { quality }) => encodeJpeg(image, quality),
  },
  webp: {
    title: 'WebP',
    dtypes: ['uint8'],
    channels: [1, 3, 4],
    vectors: false,
    maximumSide: 16383,
    encode: (image, { quality }) => encodeWebp(image, quality),
  },
  bmp: {
    title: 'BMP',
    dtypes: ['uint8'],
    channels: [1, 3, 4],
    vectors: false,
    maximumSide: 2 ** 31 - 1,
    encode: encodeBmp,
  },
  tiff: {
    title: 'TIFF',
    dtypes: ['uint8', 'uint16', 'float32'],
    channels: [1, 3, 4],
    vectors: false,
    maximumSide: 2 ** 31 - 1,
    encode: encodeTiff,
  },
  npy: {
    title: 'NPY',
    dtypes: ['uint8', 'uint16', 'float32'],
    channels: [1, 3, 4],
    vectors: true,
    maximumSide: Infinity,
    encode: (image, { layout }) => encodeNpy(image, layout),
  },
};

/** @throws DarkroomError `out_of_domain` when the format cannot hold such an image. */
export function checkWritable(image: Image, writer: FormatWriter): void {
  const { title, dtypes, channels, vectors, maximumSide } = writer;
  const dtype = dataTypeOf(image.data);
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
