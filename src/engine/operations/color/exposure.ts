import { linearFromSrgb, srgbFromLinear } from '../../color/srgb.ts';
import { mapPoints } from '../../color/table.ts';
import { defineOperation } from '../../operation.ts';
import { number } from '../../parameters.ts';
import { roundHalfToEven } from '../../rounding.ts';

export const exposure = defineOperation({
  id: 'exposure',
  title: 'Exposure',
  family: 'color',
  doc: 'More or less light, as a camera’s shutter: one stop is twice the light.',
  reference:
    'sRGB (IEC 61966-2-1) to linear light, · 2^stops, clipped, and back; as skimage.color.xyz2rgb(rgb2xyz(x) · 2^stops), whose two matrices are not quite inverse: one level is left',
  parameters: {
    stops: number({
      default: 0,
      minimum: -16,
      maximum: 16,
      unit: 'stops',
      doc: 'Powers of two by which the light is multiplied.',
    }),
  },
  examples: [
    {
      doc: 'One stop brighter.',
      parameters: { stops: 1 },
      input: [[0, 64, 128, 255]],
      output: [[0, 90, 176, 255]],
    },
    {
      doc: 'One stop darker; alpha stays.',
      parameters: { stops: -1 },
      input: [[[255, 128, 0, 77]]],
      output: [[[188, 92, 0, 77]]],
    },
  ],
  apply(image, { stops }) {
    const factor = 2 ** stops;
    return mapPoints(
      image,
      (value, full) => roundHalfToEven(exposed(value / full, factor) * full),
      (input, output) => {
        for (let index = 0; index < input.length; index++) output[index] = exposed(input[index]!, factor);
      },
    );
  },
});

function exposed(value: number, factor: number): number {
  const light = linearFromSrgb(value) * factor;
  return light <= 0 ? 0 : light >= 1 ? 1 : srgbFromLinear(light);
}
