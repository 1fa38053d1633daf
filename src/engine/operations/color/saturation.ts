import { checkpoint, checkpointEvery } from '../../checkpoint.ts';
import { copyAlpha } from '../../color/table.ts';
import { fullRange } from '../../../shared/shape.ts';
import { allocate, dataTypeOf, withData, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { match, number } from '../../parameters.ts';
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
    if (match === 'pillow' && image.data instanceof Uint8Array) return blendPillow(image, factor);
    return addWeighted(image, factor);
  },
});

/** Gray in 15-bit fixed point; the weighted sum in float32, its last product and sum rounded once (fused). */
function addWeighted(image: Image, factor: number): Image {
  const { data, channels } = image;
  const dtype = dataTypeOf(data);
  const full = fullRange[dtype];
  const own = Math.fround(factor);
  const other = Math.fround(1 - factor);
  const output = allocate(dtype, data.length);
  for (let index = 0; index < data.length; index += channels) {
    if (index % checkpointEvery === 0) checkpoint();
    const gray = (data[index]! * 9798 + data[index + 1]! * 19235 + data[index + 2]! * 3735 + 16384) >>> 15;
    const added = Math.fround(gray * other);
    for (let channel = index; channel < index + 3; channel++) {
      const value = Math.fround(data[channel]! * own + added);
      output[channel] = value <= 0 ? 0 : value >= full ? full : roundHalfToEven(value);
    }
  }
  copyAlpha(image, output);
  return withData(image, output);
}

/** Image.blend of the gray and the image, in float32, fractions cut off. */
function blendPillow(image: Image, factor: number): Image {
  const { data, channels } = image;
  const weight = Math.fround(factor);
  const output = new Uint8Array(data.length);
  for (let index = 0; index < data.length; index += channels) {
    if (index % checkpointEvery === 0) checkpoint();
    const gray = (data[index]! * 19595 + data[index + 1]! * 38470 + data[index + 2]! * 7471 + 32768) >> 16;
    for (let channel = index; channel < index + 3; channel++) {
      const value = Math.fround(gray + Math.fround(weight * (data[channel]! - gray)));
      output[channel] = value <= 0 ? 0 : value >= 255 ? 255 : value;
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
