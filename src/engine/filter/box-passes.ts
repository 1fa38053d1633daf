import { checkpoint } from '../checkpoint.ts';
import { allocate, dataTypeOf, type Image, type PixelData } from '../image.ts';
import { blurBytesByBoxes, type FixedBox } from '../simd/box.ts';

const passes = 3;

/**
 * Pillow's `ImageFilter.GaussianBlur(radius)`: three box blurs along rows, then three along columns, with a box of
 * fractional radius (Gwosdek et al., “Theoretical Foundations of Gaussian Convolution by Extended Box Filtering”,
 * 2011). Beyond the edge lies the edge pixel.
 *
 * Integers are rounded to their type after every pass, with 24 fraction bits, which is Pillow's arithmetic for 8 bits;
 * it has none for 16 bits and float, which follow the same way (float without rounding; a value that is not finite
 * spoils the rest of its line). `radius` is the standard deviation in pixels.
 */
export function blurByBoxes(image: Image, radius: number): PixelData {
  const { data } = image;
  const box = boxRadiusOf(radius);
  if (box === 0) return data.slice();
  const weights = boxWeights(box, !(data instanceof Float32Array));
  return data instanceof Uint8Array
    ? blurBytesByBoxes(image, weights, passes)
    : blurLinesByBoxes(image, weights);
}

/** The plain kernel, for values of every type. */
export function blurLinesByBoxes({ data, width, height, channels }: Image, weights: BoxWeights): PixelData {
  const output = allocate(dataTypeOf(data), data.length);
  const row = width * channels;
  const rowLines = new Lines(width, weights);
  for (let y = 0; y < height; y++) {
    checkpoint();
    for (let channel = 0; channel < channels; channel++)
      rowLines.blur(data, output, y * row + channel, channels);
  }
  const columnLines = new Lines(height, weights);
  for (let x = 0; x < row; x++) {
    checkpoint();
    columnLines.blur(output, output, x, row);
  }
  return output;
}

/** Radius of the box whose threefold application has standard deviation `sigma`, in Pillow's single precision. */
function boxRadiusOf(sigma: number): number {
  const { fround } = Math;
  const single = fround(sigma);
  const variance = fround(fround(single * single) / passes);
  const length = fround(Math.sqrt(12 * variance + 1));
  const whole = Math.floor((length - 1) / 2);
  const numerator = fround((2 * whole + 1) * fround(whole * (whole + 1) - fround(3 * variance)));
  const denominator = fround(6 * fround(variance - (whole + 1) ** 2));
  return fround(whole + fround(numerator / denominator));
}

/** Weights are in 2⁻²⁴ for integers, fractions of 1 for floats. */
interface BoxWeights extends FixedBox {
  readonly rounds: boolean;
}

export function boxWeights(box: number, rounds: boolean): BoxWeights {
  const reach = Math.floor(box);
  if (!rounds) {
    const full = 1 / (2 * box + 1);
    return { reach, full, far: (1 - (2 * reach + 1) * full) / 2, rounds };
  }
  const full = Math.trunc(Math.fround(2 ** 24 / Math.fround(box * 2 + 1)));
  return { reach, full, far: Math.floor((2 ** 24 - (reach * 2 + 1) * full) / 2), rounds };
}

/** Blurs lines of one length, wherever they lie in the data. */
class Lines {
  private current: Float64Array;
  private next: Float64Array;

  constructor(
    private readonly length: number,
    private readonly weights: BoxWeights,
  ) {
    this.current = new Float64Array(length);
    this.next = new Float64Array(length);
  }

  blur(source: PixelData, target: PixelData, start: number, step: number): void {
    for (let index = 0, from = start; index < this.length; index++, from += step)
      this.current[index] = source[from]!;
    for (let pass = 0; pass < passes; pass++) this.pass();
    for (let index = 0, to = start; index < this.length; index++, to += step)
      target[to] = this.current[index]!;
  }

  private pass(): void {
    const { current, next } = this;
    slideBox(current, next, this.weights);
    this.current = next;
    this.next = current;
  }
}

function slideBox(source: Float64Array, target: Float64Array, weights: BoxWeights): void {
  const { reach, full, far, rounds } = weights;
  const last = source.length - 1;
  const before = source[0]!;
  const after = source[last]!;
  // The sum over the box around −1: the edge pixel reach + 1 times, then what lies right of it.
  let sum = before * (reach + 1);
  for (let place = 0; place < reach; place++) sum += place < last ? source[place]! : after;
  for (let x = 0; x <= last; x++) {
    const leaving = x > reach ? source[x - reach - 1]! : before;
    const entering = x + reach < last ? source[x + reach]! : after;
    const beyond = x + reach + 1 < last ? source[x + reach + 1]! : after;
    sum += entering - leaving;
    const total = sum * full + (leaving + beyond) * far;
    target[x] = rounds ? Math.floor((total + 2 ** 23) / 2 ** 24) : total;
  }
}
