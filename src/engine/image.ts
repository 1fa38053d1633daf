import type { Channels, DataType, Orientation, Shape } from '../shared/shape.ts';

export type PixelData = Uint8Array | Uint16Array | Float32Array;

/**
 * Decoded pixels: row-major, channels interleaved (HWC), RGB(A) order.
 *
 * uint8 in 0..255, uint16 in 0..65535, float32 in whatever unit the last step left. `orientation` is the EXIF tag
 * still to be applied; the pixels are the stored frame until `orient` has run. A vector, which is what `flatten`
 * leaves, has height 1 and one channel.
 */
export interface Image {
  readonly data: PixelData;
  readonly width: number;
  readonly height: number;
  readonly channels: Channels;
  readonly orientation: Orientation;
  readonly vector?: true;
  /** What `data` is made from when it is first asked for; copies of the image do not have it. */
  readonly lookUp?: LookUp;
}

/** Bytes of the same frame, and for each channel a table of 256 entries, all of one type, that they are looked up in. */
export interface LookUp {
  readonly bytes: Image & { readonly data: Uint8Array };
  readonly tables: readonly ByteTable[];
}

export type ByteTable = Uint8Array | Float32Array;

export function dataTypeOf(data: PixelData): DataType {
  if (data instanceof Uint8Array) return 'uint8';
  return data instanceof Uint16Array ? 'uint16' : 'float32';
}

/** Without making values that nobody has asked for yet. */
export function typeOf(image: Image): DataType {
  return dataTypeOf(image.lookUp ? image.lookUp.tables[0]! : image.data);
}

/** Zero-filled storage for `length` values. */
export function allocate(dtype: DataType, length: number): PixelData {
  switch (dtype) {
    case 'uint8':
      return new Uint8Array(length);
    case 'uint16':
      return new Uint16Array(length);
    case 'float32':
      return new Float32Array(length);
  }
}

/** Values in memory that is there, from a byte on that is a multiple of what one takes. */
export function valuesAt(
  dtype: DataType,
  buffer: ArrayBufferLike,
  offset: number,
  length: number,
): PixelData {
  switch (dtype) {
    case 'uint8':
      return new Uint8Array(buffer, offset, length);
    case 'uint16':
      return new Uint16Array(buffer, offset, length);
    case 'float32':
      return new Float32Array(buffer, offset, length);
  }
}

export function shapeOf(image: Image): Shape {
  const { width, height, channels, orientation, vector } = image;
  return { width, height, channels, dtype: typeOf(image), orientation, ...(vector && { vector }) };
}

/** The colour channels: all but alpha. */
export function colorChannels(channels: Channels): 1 | 3 {
  return channels === 1 ? 1 : 3;
}

/** Other values on the same frame; orientation and being a vector are kept. */
export function withData(image: Image, data: PixelData): Image {
  return { ...image, data };
}

/** Other values on a frame of another size; orientation is kept. */
export function withFrame(
  image: Image,
  data: PixelData,
  width: number,
  height: number,
  channels: Channels = image.channels,
): Image {
  return { data, width, height, channels, orientation: image.orientation };
}
