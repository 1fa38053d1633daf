import webpDecoder from '@jsquash/webp/codec/dec/webp_dec.js';
import type { Image } from '../../engine/image.ts';
import { hasBytes } from '../byteReader.ts';
import { damaged } from '../faults.ts';
import type { FormatReader } from '../format.ts';
import { packRgba } from '../pack.ts';
import { CodecFailure, WasmCodec, type RgbaDecoder } from '../wasm.ts';
import { readWebpHeader, type WebpFrame } from './header.ts';

/** libwebp's decoder. */
const decoder = new WasmCodec<RgbaDecoder>('webpDecoder', webpDecoder as never);

export const webpReader: FormatReader = {
  format: 'webp',
  title: 'WebP',
  recognizes: bytes => hasBytes(bytes, 0, 'RIFF') && hasBytes(bytes, 8, 'WEBP'),

  readHeader(bytes) {
    const { width, height, hasAlpha, orientation, animated, frameCount } = readWebpHeader(bytes);
    return {
      shape: { width, height, channels: hasAlpha ? 4 : 3, dtype: 'uint8', orientation },
      notes: animated ? [`first of ${frameCount} frames`] : [],
      traits: animated ? ['frames'] : [],
      workingBytes: width * height * 12,
    };
  },

  async decode(bytes) {
    const { width, height, hasAlpha, orientation, frame } = readWebpHeader(bytes);
    const rgba = await decodeFrame(frame);
    const channels = hasAlpha ? 4 : 3;
    const data =
      frame.width === width && frame.height === height
        ? packRgba(rgba, channels)
        : placed(rgba, frame, width, height);
    return { data, width, height, channels, orientation } satisfies Image;
  },
};

async function decodeFrame(frame: WebpFrame): Promise<Uint8ClampedArray> {
  try {
    const { data, width, height } = await decoder.run(api => api.decode(standalone(frame)));
    if (width !== frame.width || height !== frame.height) {
      throw damaged(
        'WebP',
        `it holds ${width}×${height} pixels where it says ${frame.width}×${frame.height}`,
      );
    }
    return data;
  } catch (thrown) {
    if (thrown instanceof CodecFailure) throw damaged('WebP', 'its image data are broken', thrown);
    throw thrown;
  }
}

/** A file of one frame alone, without animation and metadata. */
function standalone(frame: WebpFrame): Uint8Array {
  const extended = Buffer.alloc(18);
  extended.write('VP8X', 0, 'latin1');
  extended.writeUInt32LE(10, 4);
  extended[8] = frame.hasAlpha ? 0x10 : 0;
  extended.writeUIntLE(frame.width - 1, 12, 3);
  extended.writeUIntLE(frame.height - 1, 15, 3);
  const parts = frame.chunks.length > 1 ? [extended, ...frame.chunks] : frame.chunks;
  const body = parts.flatMap(part => (part.length & 1 ? [part, Buffer.alloc(1)] : [part]));
  const start = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1');
  start.writeUInt32LE(4 + body.reduce((sum, part) => sum + part.length, 0), 4);
  return Buffer.concat([start, ...body]);
}

/** The frame's RGBA pixels on an otherwise transparent canvas. */
function placed(rgba: Uint8ClampedArray, frame: WebpFrame, width: number, height: number): Uint8Array {
  const canvas = new Uint8Array(width * height * 4);
  for (let row = 0; row < frame.height; row++) {
    const from = row * frame.width * 4;
    canvas.set(rgba.subarray(from, from + frame.width * 4), ((frame.y + row) * width + frame.x) * 4);
  }
  return canvas;
}
