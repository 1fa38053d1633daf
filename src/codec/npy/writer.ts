import { writeFloats, writePlanes } from '../../engine/color/look-up.ts';
import { typeOf, valuesAt, type Image, type PixelData } from '../../engine/image.ts';
import { spareBytes } from '../../engine/spare.ts';
import type { Output } from '../../shared/pipeline.ts';
import { bytesPerValue } from '../../shared/shape.ts';
import { magic } from './header.ts';

const descriptions = { uint8: '|u1', uint16: '<u2', float32: '<f4' } as const;

/** Values begin at a multiple of this, so that they can be mapped into memory. */
const alignment = 64;

/**
 * NPY version 1.0, little endian, C order: `(H, W)` for one channel, `(H, W, C)` otherwise, `(C, H, W)` with layout
 * `chw`, `(N,)` for a vector.
 */
export function encodeNpy(image: Image, layout: Output['layout']): Uint8Array {
  const header = headerOf(image, layout);
  const length = image.width * image.height * image.channels;
  const type = typeOf(image);
  const size = header.length + length * bytesPerValue[type];
  const bytes = spareBytes(size);
  bytes.set(Buffer.from(header, 'latin1'));
  const values = valuesAt(type, bytes.buffer, bytes.byteOffset + header.length, length);
  const { lookUp } = image;
  const isPlanar = layout === 'chw' && image.channels > 1;
  if (lookUp && values instanceof Float32Array && (!isPlanar || image.channels === 3))
    (isPlanar ? writePlanes : writeFloats)(lookUp, values);
  else if (isPlanar) divide(image, values);
  else values.set(image.data);
  return bytes;
}

function headerOf(image: Image, layout: Output['layout']): string {
  const { width, height, channels, vector } = image;
  const axes = vector
    ? [width]
    : channels === 1
      ? [height, width]
      : layout === 'chw'
        ? [channels, height, width]
        : [height, width, channels];
  const shape = axes.length === 1 ? `(${width},)` : `(${axes.join(', ')})`;
  const dictionary = `{'descr': '${descriptions[typeOf(image)]}', 'fortran_order': False, 'shape': ${shape}, }`;
  const prefix = magic.length + 4;
  const length = Math.ceil((prefix + dictionary.length + 1) / alignment) * alignment - prefix;
  const size = String.fromCharCode(length & 0xff, length >> 8);
  return `${magic}\x01\x00${size}${dictionary.padEnd(length - 1)}\n`;
}

/** Interleaved channels to planes, one after the other. */
function divide({ channels, data }: Image, planes: PixelData): void {
  const pixels = planes.length / channels;
  for (let channel = 0; channel < channels; channel++) {
    let from = channel;
    for (let to = channel * pixels; to < (channel + 1) * pixels; to++, from += channels)
      planes[to] = data[from]!;
  }
}
