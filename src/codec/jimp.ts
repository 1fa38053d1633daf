import jpeg from '@jimp/js-jpeg';
import { createJimp } from '@jimp/core';

/**
 * jimp with the formats it is used for: JPEG of four components, which no WebAssembly decoder here takes.
 *
 * `fromBuffer` turns a JPEG by its EXIF orientation; callers that want the stored frame give it bytes without one.
 */
const Jimp = createJimp({ formats: [jpeg] });

/** An image decoded by jimp: RGBA, 8 bits. */
export interface Bitmap {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** @param megapixels the most that may be decoded; jimp's own limit of 100 is replaced by it. */
export async function decodeJpegWithJimp(bytes: Uint8Array, megapixels: number): Promise<Bitmap> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { bitmap } = await Jimp.fromBuffer(buffer, {
    'image/jpeg': { tolerantDecoding: false, maxResolutionInMP: megapixels + 1, maxMemoryUsageInMB: 16384 },
  });
  return bitmap;
}
