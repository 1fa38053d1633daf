import webpEncoder from '@jsquash/webp/codec/enc/webp_enc_simd.js';
import { defaultOptions } from '@jsquash/webp/meta.js';
import type { Image } from '../../engine/image.ts';
import { unpackToRgba } from '../pack.ts';
import { WasmCodec } from '../wasm.ts';

/** libwebp's encoder. */
const encoder = new WasmCodec<{
  encode(rgba: Uint8Array, width: number, height: number, options: typeof defaultOptions): Uint8Array | null;
}>('webpEncoder', webpEncoder as never);

/** Lossy WebP of uint8 pixels. Grayscale is stored as colour, which is all the format has. */
export async function encodeWebp(image: Image, quality: number): Promise<Uint8Array> {
  const { data, width, height, channels } = image;
  const rgba = unpackToRgba(new Uint8Array(data.buffer, data.byteOffset, data.length), channels);
  const encoded = await encoder.run(api => api.encode(rgba, width, height, { ...defaultOptions, quality }));
  // The encoder's own memory is reused by the next call.
  return new Uint8Array(encoded);
}
