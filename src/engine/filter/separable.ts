import { allocate, dataTypeOf, type Image, type PixelData } from '../image.ts';
import { PaddedRows } from './padded-rows.ts';
import type { BorderMode } from '../parameters.ts';

/**
 * Filters rows and columns with one symmetric kernel of odd size, all channels.
 *
 * The kernel's sum is the unit of its weights: 2⁸ for uint8 and 2¹⁶ for uint16 (fixed point; the result is rounded
 * once, half up), 1 for float32. Sums of integers are exact. A constant border is 0.
 */
export function filterSymmetric(image: Image, kernel: Float64Array, border: BorderMode): PixelData {
  const { data, width, height, channels } = image;
  const size = kernel.length;
  const radius = (size - 1) / 2;
  const length = width * channels;
  const padded = new PaddedRows(image, { left: radius, right: radius, top: radius, bottom: radius }, border);
  const bytes = data instanceof Uint8Array;
  // 255 · 2⁸ fits 16 bits, 65535 · 2¹⁶ needs a double.
  const source = bytes ? new Uint16Array(padded.length) : new Float64Array(padded.length);
  const ring = bytes ? new Uint16Array(size * length) : new Float64Array(size * length);
  const sums = bytes ? new Int32Array(length) : new Float64Array(length);
  const columnStarts = Int32Array.from(kernel, (_weight, tap) => tap * channels);
  const rowStarts = new Int32Array(size);
  const output = allocate(dataTypeOf(data), data.length);
  for (let y = -radius; y < height + radius; y++) {
    padded.read(y, source, 0);
    sumTaps(source, columnStarts, kernel, sums);
    ring.set(sums, ((y + radius) % size) * length);
    const row = y - radius;
    if (row < 0) continue;
    for (let tap = 0; tap < size; tap++) rowStarts[tap] = ((row + tap) % size) * length;
    sumTaps(ring, rowStarts, kernel, sums);
    storeRow(sums, output, row * length);
  }
  return output;
}

type Line = Uint16Array | Float64Array;
type Sums = Int32Array | Float64Array;

/** sums[i] = Σ kernel[tap] · source[starts[tap] + i], two pairs of taps of equal weight at a time. */
function sumTaps(source: Line, starts: Int32Array, kernel: Float64Array, sums: Sums): void {
  const last = kernel.length - 1;
  const radius = last / 2;
  const middle = starts[radius]!;
  const weight = kernel[radius]!;
  for (let index = 0; index < sums.length; index++) sums[index] = weight * source[middle + index]!;
  let tap = radius % 2;
  if (tap === 1) addPair(source, starts[0]!, starts[last]!, kernel[0]!, sums);
  for (; tap < radius; tap += 2) addTwoPairs(source, starts, tap, kernel, sums);
}

function addPair(source: Line, first: number, second: number, weight: number, sums: Sums): void {
  for (let index = 0; index < sums.length; index++) {
    sums[index]! += weight * (source[first + index]! + source[second + index]!);
  }
}

function addTwoPairs(source: Line, starts: Int32Array, tap: number, kernel: Float64Array, sums: Sums): void {
  const last = kernel.length - 1;
  const a = starts[tap]!;
  const b = starts[tap + 1]!;
  const c = starts[last - tap - 1]!;
  const d = starts[last - tap]!;
  const outer = kernel[tap]!;
  const inner = kernel[tap + 1]!;
  for (let index = 0; index < sums.length; index++) {
    sums[index]! +=
      outer * (source[a + index]! + source[d + index]!) + inner * (source[b + index]! + source[c + index]!);
  }
}

function storeRow(sums: Sums, output: PixelData, to: number): void {
  if (output instanceof Uint8Array) {
    for (let index = 0; index < sums.length; index++) output[to + index] = (sums[index]! + 0x8000) >> 16;
  } else if (output instanceof Uint16Array) {
    for (let index = 0; index < sums.length; index++)
      output[to + index] = Math.floor((sums[index]! + 0x80000000) / 0x100000000);
  } else {
    output.set(sums, to);
  }
}
