import { applyTables, levelTable, mapPoints } from '../../color/table.ts';
import type { Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { match, number } from '../../parameters.ts';

export const contrast = defineOperation({
  id: 'contrast',
  title: 'Contrast',
  family: 'color',
  doc: 'Moves values away from the mean gray of the image (factor above 1) or towards it (below 1).',
  reference:
    'factor · x + (1 − factor) · mean gray, clipped, fractions cut off; opencv: albumentations adjust_contrast_torchvision, the mean of RGB2GRAY; pillow: PIL.ImageEnhance.Contrast, torchvision adjust_contrast, that mean rounded and of 8 bits only',
  parameters: {
    factor: number({
      default: 1,
      minimum: 0,
      maximum: 100,
      doc: 'How far from the mean gray values are, against how far they were; 0 leaves the mean, 1 changes nothing.',
    }),
    match,
  },
  examples: [
    {
      doc: 'Half as far from the mean, 100.',
      parameters: { factor: 0.5 },
      input: [[0, 100, 200]],
      output: [[50, 100, 150]],
    },
    {
      doc: 'A quarter as far from the mean of white and black, 127.5; fractions are cut off, alpha stays.',
      parameters: { factor: 0.25 },
      input: [
        [
          [255, 255, 255, 1],
          [0, 0, 0, 2],
        ],
      ],
      output: [
        [
          [159, 159, 159, 1],
          [95, 95, 95, 2],
        ],
      ],
    },
  ],
  apply(image, { factor, match }) {
    if (factor === 1) return image;
    // Pillow has colour in 8 bits only; 16 bits and floats follow OpenCV.
    const isPillow = match === 'pillow' && image.data instanceof Uint8Array;
    const mean = isPillow ? meanGray(image, 19595, 38470, 7471, 16) : meanGray(image, 9798, 19235, 3735, 15);
    if (isPillow) return blend(image, factor, Math.floor(mean + 0.5));
    const added = mean * (1 - factor);
    return mapPoints(
      image,
      (value, full) => {
        if (factor === 0) return Math.floor(mean + 0.5);
        // Of 8 bits, Albumentations makes a table in float32; of 16 it computes in double.
        const multiplied = value * Math.fround(factor);
        return full === 255 ? Math.fround(Math.fround(multiplied) + Math.fround(added)) : multiplied + added;
      },
      (input, output) => {
        for (let index = 0; index < input.length; index++) {
          const value = input[index]! * factor + added;
          output[index] = value < 0 ? 0 : value > 1 ? 1 : value;
        }
      },
    );
  },
});

/** Image.blend of one gray and the image, in float32, fractions cut off. */
function blend(image: Image, factor: number, gray: number): Image {
  const weight = Math.fround(factor);
  const level = (value: number) => Math.fround(gray + Math.fround(weight * (value - gray)));
  return applyTables(image, [levelTable(255, level)]);
}

/**
 * The mean of the gray of all pixels, alpha or not: gray in fixed point for integers, of which the sum is exact, in
 * double for floats.
 */
function meanGray({ data, channels }: Image, r: number, g: number, b: number, shift: number): number {
  const half = 1 << (shift - 1);
  let sum = 0;
  if (channels === 1) {
    for (let index = 0; index < data.length; index++) sum += data[index]!;
  } else if (data instanceof Float32Array) {
    for (let index = 0; index < data.length; index += channels) {
      sum += data[index]! * 0.299 + data[index + 1]! * 0.587 + data[index + 2]! * 0.114;
    }
  } else {
    for (let index = 0; index < data.length; index += channels) {
      sum += (data[index]! * r + data[index + 1]! * g + data[index + 2]! * b + half) >>> shift;
    }
  }
  return (sum * channels) / data.length;
}
