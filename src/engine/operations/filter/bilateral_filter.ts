import { bilateralFilter as filter } from '../../filter/bilateral.ts';
import { withData } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { borderMode, choice, integer, number } from '../../parameters.ts';

export const bilateralFilter = defineOperation({
  id: 'bilateral_filter',
  title: 'Bilateral filter',
  family: 'filter',
  doc: 'Smooths flat areas and keeps edges: pixels count by nearness in place and in colour.',
  reference:
    'cv2.bilateralFilter, also for 16 bits; alpha is averaged with the weights of the colour. OpenCV adds up in single precision: of 8 bits about one value in 100,000 is a level apart. Where OpenCV uses Intel’s IPP (one channel of 8 bits, diameter 3 or 5), it is one level darker in nearly half of the pixels',
  parameters: {
    diameter: integer({
      default: 9,
      minimum: 3,
      maximum: 63,
      odd: true,
      unit: 'px',
      doc: 'Diameter of the circle of pixels that count; the time grows with its square.',
    }),
    sigma_color: number({
      default: 75,
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1e6,
      doc: 'How different a colour may be: standard deviation of the sum of the channels’ differences, in image units.',
    }),
    sigma_space: number({
      default: 75,
      minimum: 0,
      exclusiveMinimum: true,
      maximum: 1e6,
      unit: 'px',
      doc: 'How far a pixel may be: standard deviation of the distance.',
    }),
    border_mode: choice({ ...borderMode, default: 'reflect_101' }),
  },
  examples: [
    {
      doc: 'Small differences are smoothed, a large one stays.',
      parameters: { diameter: 3, sigma_color: 5 },
      input: [[10, 12, 10, 200, 202, 200]],
      output: [[11, 11, 10, 200, 201, 201]],
    },
    {
      doc: 'A flat area stays flat.',
      parameters: {},
      input: [[7, 7, 7]],
      output: [[7, 7, 7]],
    },
  ],
  apply: (image, { diameter, sigma_color, sigma_space, border_mode }) =>
    withData(image, filter(image, diameter, { color: sigma_color, space: sigma_space }, border_mode)),
});
