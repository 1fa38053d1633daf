import type { DataType } from '../../shared/shape.ts';
import { roundHalfToEven } from '../rounding.ts';

/** Exact weights for small sizes when no sigma is given, in 256ths. */
const tables: Readonly<Record<number, readonly number[]>> = {
  1: [256],
  3: [64, 128, 64],
  5: [16, 64, 96, 64, 16],
  7: [8, 28, 56, 72, 56, 28, 8],
  9: [4, 13, 30, 51, 60, 51, 30, 13, 4],
};

/** Size of the kernel that holds a Gaussian of `sigma` pixels: ±3 sigma for 8 bits, ±4 sigma otherwise. */
export function kernelSizeOf(sigma: number, dtype: DataType): number {
  return Math.round(sigma * (dtype === 'uint8' ? 3 : 4) * 2 + 1) | 1;
}

/** Standard deviation in pixels that OpenCV gives a kernel of `size` pixels when none is written. */
export function sigmaOf(size: number): number {
  return 0.3 * ((size - 1) * 0.5 - 1) + 0.8;
}

/** Weights of `cv2.getGaussianKernel(size, sigma)`, summing to 1. `size` is odd; sigma ≤ 0 derives it from the size. */
export function gaussianKernel(size: number, sigma: number): Float64Array {
  const table = sigma > 0 ? undefined : tables[size];
  if (table) return Float64Array.from(table, weight => weight / 256);
  const deviation = sigma > 0 ? sigma : sigmaOf(size);
  const kernel = new Float64Array(size);
  const radius = (size - 1) / 2;
  let sum = 0;
  for (let place = 0; place < radius; place++) {
    kernel[place] = Math.exp(-((place - radius) ** 2) / (2 * deviation * deviation));
    sum += kernel[place]!;
  }
  const scale = 1 / (2 * sum + 1);
  for (let place = 0; place < radius; place++) {
    kernel[place]! *= scale;
    kernel[size - 1 - place] = kernel[place]!;
  }
  kernel[radius] = scale;
  return kernel;
}

/**
 * The kernel in fixed point with `bits` fraction bits, summing to exactly 2^bits: from the outside inwards each weight
 * is rounded and its error handed to the next, the middle takes what is left. As OpenCV's bit-exact Gaussian blur.
 */
export function fixedPointKernel(kernel: Float64Array, bits: number): Float64Array {
  const one = 2 ** bits;
  const fixed = new Float64Array(kernel.length);
  const radius = (kernel.length - 1) / 2;
  let error = 0;
  let sum = 0;
  for (let place = 0; place < radius; place++) {
    const wanted = kernel[place]! * one + error;
    const weight = roundHalfToEven(wanted);
    error = wanted - weight;
    fixed[place] = weight;
    fixed[kernel.length - 1 - place] = weight;
    sum += weight;
  }
  fixed[radius] = one - 2 * sum;
  return fixed;
}

/** The same kernel without the zeros at its ends. */
export function trimKernel(kernel: Float64Array): Float64Array {
  let first = 0;
  while (kernel[first] === 0) first++;
  return kernel.subarray(first, kernel.length - first);
}
