import { decodeExactly } from './jpeg/exact.ts';
import type { ColorModel } from './jpeg/segments.ts';

interface JpegOptions {
  readonly model: ColorModel;
}

/**
 * A jimp format over own code, for JPEG that no decoder of a package reads right: jimp's own one is a few levels off
 * on CMYK and repeats halved chrominance.
 */
const jpeg = () => ({
  mime: 'image/jpeg' as const,
  encode(): never {
    throw new Error('JPEG is not written through jimp.');
  },
  decode(bytes: Buffer, options?: JpegOptions) {
    if (!options) throw new Error('The colour model of a JPEG must be given.');
    const { data, width, height } = decodeExactly(bytes, options.model);
    return { data: Buffer.from(data.buffer), width, height };
  },
});

/** Few images need it, and it takes longer to load than most of them to decode. */
const load = async () => (await import('@jimp/core')).createJimp({ formats: [jpeg] });
let loaded: ReturnType<typeof load> | undefined;

/** @returns RGBA, 8 bits. @throws DarkroomError `unreadable` or `unsupported`. */
export async function decodeJpegWithJimp(bytes: Uint8Array, model: ColorModel) {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // Turns a JPEG by its EXIF orientation; callers that want the stored frame give it bytes without one.
  const { bitmap } = await (await (loaded ??= load())).fromBuffer(buffer, { 'image/jpeg': { model } });
  return bitmap;
}
