import mozjpegDecoder from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import type { Image } from '../../engine/image.ts';
import { hasBytes } from '../byteReader.ts';
import { damaged } from '../faults.ts';
import type { FormatReader } from '../format.ts';
import { decodeJpegWithJimp } from '../jimp.ts';
import { packRgba } from '../pack.ts';
import { CodecFailure, WasmCodec, type RgbaDecoder } from '../wasm.ts';
import { readCoefficients } from './coefficients.ts';
import { checkJpegEnd, readJpegHeader, type JpegHeader } from './segments.ts';

/** MozJPEG's decoder is libjpeg-turbo's: pixels equal those of Pillow and OpenCV. */
const decoder = new WasmCodec<RgbaDecoder>('jpegDecoder', mozjpegDecoder as never);

export const jpegReader: FormatReader = {
  format: 'jpeg',
  title: 'JPEG',
  extensions: ['.jpg', '.jpeg', '.jpe', '.jfif'],
  recognizes: bytes => hasBytes(bytes, 0, '\xff\xd8\xff'),

  readHeader(bytes) {
    const header = readJpegHeader(bytes);
    const { width, height, components, orientation, model, progressive } = header;
    const notes = components === 4 ? [`${model}, shown in RGB`] : [];
    return {
      shape: { width, height, channels: components === 1 ? 1 : 3, dtype: 'uint8', orientation },
      notes,
      // RGBA inside the decoder and once outside, coefficients of 16 bits; own code keeps those and all samples.
      workingBytes:
        width * height * (isUnusual(header) ? 8 + 3 * components : progressive ? 8 + 2 * components : 8),
    };
  },

  async decode(bytes) {
    const header = readJpegHeader(bytes);
    checkJpegEnd(bytes, header.scanOffset);
    return isUnusual(header) ? decodeUnusual(bytes, header) : decodeUsual(bytes, header);
  },
};

async function decodeUsual(bytes: Uint8Array, header: JpegHeader): Promise<Image> {
  try {
    const { data, width, height } = await decoder.run(api => api.decode(bytes, false));
    checkWarnings(bytes, decoder.warnings);
    const channels = header.components === 1 ? 1 : 3;
    return { data: packRgba(data, channels), width, height, channels, orientation: header.orientation };
  } catch (thrown) {
    if (thrown instanceof CodecFailure) throw damaged('JPEG', thrown.message, thrown);
    throw thrown;
  }
}

/** The WebAssembly decoder ends the process on four components and repeats halved rows instead of smoothing them. */
const isUnusual = ({ components, halvesRows }: JpegHeader) => components === 4 || halvesRows;

async function decodeUnusual(bytes: Uint8Array, header: JpegHeader): Promise<Image> {
  const { width, height, orientation, model } = header;
  const { data } = await decodeJpegWithJimp(withoutExif(bytes, header), model);
  return { data: packRgba(data, 3), width, height, channels: 3, orientation };
}

/**
 * The decoder makes up what it cannot read and warns, of the first thing alone. Own code says what is wrong, if anything.
 * @throws DarkroomError `unreadable` where pixels were made up.
 */
function checkWarnings(bytes: Uint8Array, warnings: readonly string[]): void {
  if (warnings.length === 0) return;
  readCoefficients(bytes);
  const warning = warnings.find(said => /bad Huffman code|premature end/i.test(said));
  if (warning !== undefined) throw damaged('JPEG', warning);
}

/** A copy whose EXIF segments no reader knows as such: jimp turns an image that has one. */
function withoutExif(bytes: Uint8Array, { exifOffsets }: JpegHeader): Uint8Array {
  if (exifOffsets.length === 0) return bytes;
  const copy = bytes.slice();
  for (const offset of exifOffsets) copy.fill(0, offset, offset + 4);
  return copy;
}
