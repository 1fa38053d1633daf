import { roundHalfToEven } from '../rounding.ts';

/**
 * A line of pixels of equal weight, together 1 (in float32), in a square of zeros; as `create_motion_kernel` of
 * Albumentations, divided by its sum. Its points are those of numpy.linspace to the last bit, as halves are rounded.
 *
 * @param size side of the square, odd
 * @param angle degrees; the line goes forward to the right at 0 and down at 90
 * @param direction from −1, all of the line lies behind the middle, through 0, half of it, to 1, all before the middle
 * @param shift of the line, right and down, in pixels; what leaves the square is moved to its edge
 */
export function motionKernel(
  size: number,
  angle: number,
  direction: number,
  shift: readonly [x: number, y: number],
): readonly (readonly number[])[] {
  const half = (size - 1) / 2;
  const start = -half * Math.min(1, 1 - direction);
  const end = half * Math.min(1, 1 + direction);
  const step = (end - start) / (size - 1);
  const radians = angle * (Math.PI / 180);
  const kernel = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const place = (along: number, by: number) =>
    Math.min(Math.max(roundHalfToEven(half + along + by), 0), size - 1);
  for (let point = 0; point < size; point++) {
    const t = point === size - 1 ? end : start + point * step;
    kernel[place(Math.sin(radians) * t, shift[1])]![place(Math.cos(radians) * t, shift[0])] = 1;
  }
  const weight = Math.fround(1 / kernel.flat().reduce((sum, set) => sum + set, 0));
  return kernel.map(row => row.map(set => set * weight));
}
