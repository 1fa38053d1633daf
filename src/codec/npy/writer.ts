import { dataTypeOf, type Image, type PixelData } from '../../engine/image.ts';
import type { Output } from '../../shared/pipeline.ts';
import { magic } from './header.ts';

const descriptions = { uint8: '|u1', uint16: '<u2', float32: '<f4' } as const;

/** Values begin at a multiple of this, so that they can be mapped into memory. */
const alignment = 64;

/**
 * NPY version 1.0, little endian, C order: `(H, W)` for one channel, `(H, W, C)` otherwise, `(C, H, W)` with layout
 * `chw`, `(N,)` for a vector.
 */
export function encodeNpy(image: Image, layout: Output['layout']): Uint8Array {
  const { data, channels } = image;
  const header = headerOf(image, layout);
  const bytes = new Uint8Array(header.length + data.byteLength);
  bytes.set(Buffer.from(header, 'latin1'));
  const Values = data.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => PixelData;
  const values = new Values(bytes.buffer, header.length, data.length);
  if (layout === 'chw' && channels > 1) writePlanes(data, channels, values);
  else values.set(data);
  return bytes;
}

function headerOf(image: Image, layout: Output['layout']): string {
  const { width, height, channels, vector, data } = image;
  const axes = vector
    ? [width]
    : channels === 1
      ? [height, width]
      : layout === 'chw'
        ? [channels, height, width]
        : [height, width, channels];
  const shape = axes.length === 1 ? `(${width},)` : `(${axes.join(', ')})`;
  const dictionary = `{'descr': '${descriptions[dataTypeOf(data)]}', 'fortran_order': False, 'shape': ${shape}, }`;
  const prefix = magic.length + 4;
  const length = Math.ceil((prefix + dictionary.length + 1) / alignment) * alignment - prefix;
  const size = String.fromCharCode(length & 0xff, length >> 8);
  return `${magic}\x01\x00${size}${dictionary.padEnd(length - 1)}\n`;
}

/** Interleaved channels to planes, one after the other. */
function writePlanes(data: PixelData, channels: number, planes: PixelData): void {
  const pixels = data.length / channels;
  if (channels === 3) {
    // In one pass, for most images are of this kind.
    for (let pixel = 0, from = 0; pixel < pixels; pixel++, from += 3) {
      planes[pixel] = data[from]!;
      planes[pixels + pixel] = data[from + 1]!;
      planes[2 * pixels + pixel] = data[from + 2]!;
    }
    return;
  }
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0, from = channel, to = channel * pixels; pixel < pixels; pixel++, from += channels) {
      planes[to + pixel] = data[from]!;
    }
  }
}
