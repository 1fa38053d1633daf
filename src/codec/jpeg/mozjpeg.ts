import mozjpegDecoder from '@jsquash/jpeg/codec/dec/mozjpeg_dec.js';
import type { Image } from '../../engine/image.ts';
import { damaged } from '../faults.ts';
import { packRgba } from '../pack.ts';
import { CodecFailure, WasmCodec, type RgbaDecoder } from '../wasm.ts';
import { readCoefficients } from './coefficients.ts';
import type { JpegHeader } from './segments.ts';

/** MozJPEG's decoder is libjpeg-turbo's: pixels of baseline files equal those of Pillow and OpenCV, odd ones, too. */
const decoder = new WasmCodec<RgbaDecoder>('jpegDecoder', mozjpegDecoder as never);

/**
 * Pixels of a JPEG of one or three components. It ends the process on four, and repeats halved rows instead of smoothing
 * them.
 * @throws DarkroomError `unreadable`.
 */
export async function decodeWithMozjpeg(bytes: Uint8Array, header: JpegHeader): Promise<Image> {
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
