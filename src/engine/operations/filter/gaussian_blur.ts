import { dataTypeOf, withData, type Image } from '../../image.ts';
import { blurByBoxes } from '../../filter/box-passes.ts';
import {
  fixedPointKernel,
  gaussianKernel,
  kernelSizeOf,
  sigmaOf,
  trimKernel,
} from '../../filter/gaussian-kernel.ts';
import { defineOperation, type ParameterFault } from '../../operation.ts';
import { choice, integer, match, number } from '../../parameters.ts';
import { filterSymmetric } from '../../filter/separable.ts';

export const gaussianBlur = defineOperation({
  id: 'gaussian_blur',
  title: 'Gaussian blur',
  family: 'filter',
  doc: 'Blurs with a Gaussian, all channels (alpha too).',
  reference:
    'cv2.GaussianBlur, bit-exact for 8 and 16 bits; with match pillow PIL.ImageFilter.GaussianBlur, three box blurs',
  parameters: {
    kernel_size: integer({
      default: 5,
      minimum: 0,
      maximum: 1023,
      odd: true,
      unit: 'px',
      doc: 'Side of the kernel; 0 derives it from sigma. With match pillow it only serves to derive sigma.',
    }),
    sigma: number({
      default: 0,
      minimum: 0,
      maximum: 170,
      unit: 'px',
      doc: 'Standard deviation; 0 derives it from the kernel’s size: 0.3 · ((size − 1) / 2 − 1) + 0.8, and the exact binomial-like tables for 1 to 9 with match opencv. With match pillow it is the radius.',
    }),
    border_mode: choice({
      absent: 'reflect_101; with match pillow replicate, the only one it has.',
      doc: 'What lies beyond the edge, for a row a b c d.',
      choices: [
        { value: 'constant', doc: 'Zeros: 0 0 | a b c d | 0 0.' },
        { value: 'replicate', doc: 'The edge pixel: a a | a b c d | d d.' },
        { value: 'reflect', doc: 'Mirrored with the edge: b a | a b c d | d c.' },
        { value: 'reflect_101', doc: 'Mirrored without the edge: c b | a b c d | c b.' },
      ],
    }),
    match,
  },
  examples: [
    {
      doc: 'The kernel of size 3: 1, 2, 1 in quarters.',
      parameters: { kernel_size: 3, border_mode: 'constant' },
      input: [
        [0, 0, 0],
        [0, 160, 0],
        [0, 0, 0],
      ],
      output: [
        [10, 20, 10],
        [20, 40, 20],
        [10, 20, 10],
      ],
    },
    {
      doc: 'A flat area stays flat.',
      parameters: {},
      input: [[7, 7, 7]],
      output: [[7, 7, 7]],
    },
  ],
  check({ kernel_size, sigma, border_mode, match }) {
    const faults: ParameterFault[] = [];
    if (kernel_size === 0 && sigma === 0) {
      faults.push({
        parameter: 'sigma',
        message: 'Expected sigma above 0 when kernel_size is 0 but received 0.',
      });
    }
    if (match === 'pillow' && border_mode !== undefined && border_mode !== 'replicate') {
      faults.push({
        parameter: 'border_mode',
        message: `Expected replicate for border_mode with match pillow but received ${border_mode}.`,
      });
    }
    return faults;
  },
  apply(image, { kernel_size, sigma, border_mode, match }) {
    if (kernel_size === 1 && sigma === 0) return image;
    if (match === 'pillow') {
      return withData(image, blurByBoxes(image, sigma > 0 ? sigma : sigmaOf(kernel_size)));
    }
    const size = kernel_size === 0 ? kernelSizeOf(sigma, dataTypeOf(image.data)) : kernel_size;
    const kernel = trimKernel(weightsFor(image, gaussianKernel(size, sigma)));
    return withData(image, filterSymmetric(image, kernel, border_mode ?? 'reflect_101'));
  },
});

/** OpenCV's precision for the type: 8 fraction bits, 16 fraction bits, or float32. */
function weightsFor({ data }: Image, kernel: Float64Array): Float64Array {
  if (data instanceof Uint8Array) return fixedPointKernel(kernel, 8);
  if (data instanceof Uint16Array) return fixedPointKernel(kernel, 16);
  return Float64Array.from(new Float32Array(kernel));
}
