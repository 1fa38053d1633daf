import { withData, type Image, type PixelData } from '../image.ts';
import { copyAlpha } from './table.ts';

// Products of each weight in 6-bit fixed point, as Pillow’s ConvertYCbCr.c: half is added, then cut off towards zero.
const fromZero = (weight: number) => products(weight, 0);
const aroundMiddle = (weight: number) => products(weight, 128);

const yR = fromZero(0.299);
const yG = fromZero(0.587);
const yB = fromZero(0.114);
const cbR = fromZero(-0.16874);
const cbG = fromZero(-0.33126);
const cbB = fromZero(0.5);
const crG = fromZero(-0.41869);
const crB = fromZero(-0.08131);
const rCr = aroundMiddle(1.402);
const gCb = aroundMiddle(-0.34414);
const gCr = aroundMiddle(-0.71414);
const bCb = aroundMiddle(1.772);

/** Y of a colour image of 8 bits, one value per pixel; equal to Pillow’s for all 2²⁴ colours. */
export function lumaOfPillow({ data, channels }: Image): Uint8Array {
  const luma = new Uint8Array(data.length / channels);
  for (let to = 0, from = 0; to < luma.length; to++, from += channels) {
    luma[to] = (yR[data[from]!]! + yG[data[from + 1]!]! + yB[data[from + 2]!]!) >> 6;
  }
  return luma;
}

/** The image with another Y; its own Cb and Cr, and alpha, stay. */
export function withLumaPillow(image: Image, after: PixelData): Image {
  const { data, channels } = image;
  const output = new Uint8ClampedArray(data.length);
  for (let pixel = 0, index = 0; index < data.length; pixel++, index += channels) {
    const r = data[index]!;
    const g = data[index + 1]!;
    const b = data[index + 2]!;
    const cb = ((cbR[r]! + cbG[g]! + cbB[b]!) >> 6) + 128;
    // Red weighs in Cr what blue weighs in Cb.
    const cr = ((cbB[r]! + crG[g]! + crB[b]!) >> 6) + 128;
    const value = after[pixel]!;
    output[index] = value + (rCr[cr]! >> 6);
    output[index + 1] = value + ((gCb[cb]! + gCr[cr]!) >> 6);
    output[index + 2] = value + (bCb[cb]! >> 6);
  }
  const bytes = new Uint8Array(output.buffer);
  copyAlpha(image, bytes);
  return withData(image, bytes);
}

function products(weight: number, zero: number): Int16Array {
  return Int16Array.from({ length: 256 }, (_value, level) => Math.trunc(weight * (level - zero) * 64 + 0.5));
}
