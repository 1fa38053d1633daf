import type { Image } from '../../engine/image.ts';
import { hasBytes } from '../byteReader.ts';
import type { FormatReader, Header } from '../format.ts';
import { decodeJpegWithJimp } from '../jimp.ts';
import { packRgba } from '../pack.ts';
import { decodeWithMozjpeg } from './mozjpeg.ts';
import { checkJpegEnd, readJpegHeader, type JpegHeader } from './segments.ts';
import { decodeSound } from './simdDecoder.ts';

interface ParsedHeader extends Header {
  readonly jpeg: JpegHeader;
}

export const jpegReader: FormatReader = {
  format: 'jpeg',
  title: 'JPEG',
  recognizes: bytes => hasBytes(bytes, 0, '\xff\xd8\xff'),

  readHeader(bytes): ParsedHeader {
    const jpeg = readJpegHeader(bytes);
    const { width, height, components, orientation, model, progressive } = jpeg;
    const notes = components === 4 ? [`${model}, shown in RGB`] : [];
    return {
      jpeg,
      shape: { width, height, channels: components === 1 ? 1 : 3, dtype: 'uint8', orientation },
      notes,
      traits: components === 4 ? ['cmyk'] : [],
      // Sound files take no more than coefficients of 16 bits; MozJPEG RGBA inside and once outside, too; own code for
      // what that does not read keeps those and all samples.
      workingBytes:
        width * height * (isUnknown(jpeg) ? 8 + 3 * components : progressive ? 8 + 2 * components : 8),
    };
  },

  async decode(bytes, { jpeg }: ParsedHeader, onRows) {
    const sound = decodeSound(bytes, jpeg, onRows);
    // It has seen the end of the file.
    if (sound) return sound;
    checkJpegEnd(bytes, jpeg.scanOffset);
    // Where scans are missing, MozJPEG smooths otherwise than libjpeg-turbo does now.
    return isUnknown(jpeg) || jpeg.progressive
      ? decodeWithOwnCode(bytes, jpeg)
      : decodeWithMozjpeg(bytes, jpeg);
  },
};

/** What MozJPEG's decoder does not read, or not right. */
const isUnknown = ({ components, halvesRows }: JpegHeader) => components === 4 || halvesRows;

async function decodeWithOwnCode(bytes: Uint8Array, header: JpegHeader): Promise<Image> {
  const { width, height, orientation, model, components } = header;
  const { data } = await decodeJpegWithJimp(withoutExif(bytes, header), model);
  const channels = components === 1 ? 1 : 3;
  return { data: packRgba(data, channels), width, height, channels, orientation };
}

/** A copy whose EXIF segments no reader knows as such: jimp turns an image that has one. */
function withoutExif(bytes: Uint8Array, { exifOffsets }: JpegHeader): Uint8Array {
  if (exifOffsets.length === 0) return bytes;
  const copy = bytes.slice();
  for (const offset of exifOffsets) copy.fill(0, offset, offset + 4);
  return copy;
}
