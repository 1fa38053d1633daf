import { checkpoint, checkpointEvery } from '../../checkpoint.ts';
import { copyAlpha } from '../../color/table.ts';
import { withData, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { match, number } from '../../parameters.ts';
import { recent } from '../../recent.ts';
import { roundHalfToEven } from '../../rounding.ts';

export const saturation = defineOperation({
  id: 'saturation',
  title: 'Saturation',
  family: 'color',
  doc: 'Moves colours away from their gray (above 1) or towards it (below 1); 0 leaves gray.',
  reference:
    'factor · x + (1 − factor) · gray, clipped; opencv: albumentations adjust_saturation_torchvision, gray of RGB2GRAY, cv2.addWeighted; pillow: PIL.ImageEnhance.Color, torchvision adjust_saturation',
  parameters: {
    factor: number({
      default: 1,
      minimum: 0,
      maximum: 100,
      doc: 'How far from gray colours are, against how far they were; 1 changes nothing.',
    }),
    match,
  },
  examples: [
    {
      doc: 'Half the colour.',
      parameters: { factor: 0.5 },
      input: [[[200, 100, 0]]],
      output: [[[160, 110, 60]]],
    },
    {
      doc: 'Without colour; alpha stays.',
      parameters: { factor: 0 },
      input: [[[255, 0, 0, 9]]],
      output: [[[76, 76, 76, 9]]],
    },
  ],
  apply(image, { factor, match }) {
    if (image.channels === 1 || factor === 1) return image;
    if (image.data instanceof Float32Array) return saturateFloats(image, factor);
    // Pillow has colour in 8 bits only; 16 bits follow OpenCV.
    return image.data instanceof Uint8Array
      ? saturateBytes(image, match, factor)
      : saturateWords(image, factor);
  },
});

/** What becomes of a colour value by the pixel's gray, beyond the range and with a fraction. */
type Blend = (gray: number, value: number) => number;

/** In float32, the last product and sum rounded once (fused), then half to even. */
function addWeighted(factor: number): Blend {
  const own = Math.fround(factor);
  const other = Math.fround(1 - factor);
  return (gray, value) => roundHalfToEven(Math.fround(value * own + Math.fround(gray * other)));
}

/** Image.blend of the gray and the image, in float32; fractions are cut off. */
function blendPillow(factor: number): Blend {
  const weight = Math.fround(factor);
  return (gray, value) => Math.fround(gray + Math.fround(weight * (value - gray)));
}

/** At gray · 256 + value. */
const blendedPairs = recent((match: 'opencv' | 'pillow', factor: number) => {
  const blend = match === 'opencv' ? addWeighted(factor) : blendPillow(factor);
  return Uint8Array.from({ length: 65536 }, (_result, pair) => {
    const value = blend(pair >> 8, pair & 255);
    return value <= 0 ? 0 : value >= 255 ? 255 : value;
  });
}, 4);

/** Gray in 15-bit fixed point for OpenCV, in 16-bit for Pillow. */
function saturateBytes(image: Image, match: 'opencv' | 'pillow', factor: number): Image {
  const { data, channels } = image;
  const pairs = blendedPairs(match, factor);
  const [red, green, blue, shift] =
    match === 'opencv' ? ([9798, 19235, 3735, 15] as const) : ([19595, 38470, 7471, 16] as const);
  const half = 1 << (shift - 1);
  const output = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index += channels) {
    if (index % checkpointEvery === 0) checkpoint();
    const r = data[index]!;
    const g = data[index + 1]!;
    const b = data[index + 2]!;
    const row = ((r * red + g * green + b * blue + half) >> shift) << 8;
    output[index] = pairs[row | r]!;
    output[index + 1] = pairs[row | g]!;
    output[index + 2] = pairs[row | b]!;
  }
  copyAlpha(image, output);
  return withData(image, output);
}

function saturateWords(image: Image, factor: number): Image {
  const { data, channels } = image;
  const blend = addWeighted(factor);
  const output = new Uint16Array(data.length);
  for (let index = 0; index < data.length; index += channels) {
    if (index % checkpointEvery === 0) checkpoint();
    const gray = (data[index]! * 9798 + data[index + 1]! * 19235 + data[index + 2]! * 3735 + 16384) >>> 15;
    for (let channel = index; channel < index + 3; channel++) {
      const value = blend(gray, data[channel]!);
      output[channel] = value <= 0 ? 0 : value >= 65535 ? 65535 : value;
    }
  }
  copyAlpha(image, output);
  return withData(image, output);
}

function saturateFloats(image: Image, factor: number): Image {
  const { data, channels } = image;
  const output = new Float32Array(data.length);
  for (let index = 0; index < data.length; index += channels) {
    if (index % checkpointEvery === 0) checkpoint();
    const gray = data[index]! * 0.299 + data[index + 1]! * 0.587 + data[index + 2]! * 0.114;
    for (let channel = index; channel < index + 3; channel++) {
      const value = data[channel]! * factor + gray * (1 - factor);
      output[channel] = value < 0 ? 0 : value > 1 ? 1 : value;
    }
  }
  copyAlpha(image, output);
  return withData(image, output);
}
