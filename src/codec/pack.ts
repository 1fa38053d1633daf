import type { Channels } from '../shared/shape.ts';

/** The first `channels` of every RGBA pixel. With four channels a copy of its own, never a view. */
export function packRgba(rgba: Uint8Array | Uint8ClampedArray, channels: Channels): Uint8Array {
  const pixels = rgba.length >> 2;
  if (channels === 4) return new Uint8Array(rgba);
  const packed = new Uint8Array(pixels * channels);
  if (channels === 1) {
    for (let pixel = 0, from = 0; pixel < pixels; pixel++, from += 4) packed[pixel] = rgba[from]!;
    return packed;
  }
  // Four pixels are three words; the machines this runs on are little endian.
  const groups = rgba.byteOffset % 4 === 0 ? pixels >> 2 : 0;
  const source = groups > 0 ? new Uint32Array(rgba.buffer, rgba.byteOffset, groups * 4) : new Uint32Array(0);
  const target = new Uint32Array(packed.buffer, 0, groups * 3);
  for (let from = 0, to = 0; to < target.length; from += 4, to += 3) {
    const second = source[from + 1]!;
    const third = source[from + 2]!;
    target[to] = (source[from]! & 0xffffff) | (second << 24);
    target[to + 1] = ((second >>> 8) & 0xffff) | (third << 16);
    target[to + 2] = ((third >>> 16) & 0xff) | (source[from + 3]! << 8);
  }
  for (let from = groups * 16, to = groups * 12; to < packed.length; from += 4, to += 3) {
    packed[to] = rgba[from]!;
    packed[to + 1] = rgba[from + 1]!;
    packed[to + 2] = rgba[from + 2]!;
  }
  return packed;
}

/** RGBA pixels of grayscale, RGB or RGBA ones, opaque where there is no alpha. */
export function unpackToRgba(data: Uint8Array, channels: Channels): Uint8Array {
  if (channels === 4) return data;
  const pixels = data.length / channels;
  const rgba = new Uint8Array(pixels * 4);
  for (let pixel = 0, to = 0, from = 0; pixel < pixels; pixel++, to += 4, from += channels) {
    rgba[to] = data[from]!;
    rgba[to + 1] = data[channels === 1 ? from : from + 1]!;
    rgba[to + 2] = data[channels === 1 ? from : from + 2]!;
    rgba[to + 3] = 255;
  }
  return rgba;
}
