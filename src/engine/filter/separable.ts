import { allocate, dataTypeOf, type Image, type PixelData } from '../image.ts';
import { PaddedRows } from './padded-rows.ts';
import { filterBytes, fitsBytes } from '../simd/blur.ts';
import type { BorderMode } from '../parameters.ts';

/**
 * Filters rows with one symmetric kernel of odd size and columns with another, or the same; all channels.
 *
 * A kernel's sum is the unit of its weights: 2⁸ for uint8 and 2¹⁶ for uint16 (fixed point; the result is rounded
 * once, half up), 1 for float32. Sums of integers are exact: they stay below 2⁵³. A constant border is 0.
 */
export function filterSymmetric(
  image: Image,
  across: Float64Array,
  border: BorderMode,
  down: Float64Array = across,
): PixelData {
  const { data, width, height, channels } = image;
  if (data instanceof Uint8Array && fitsBytes(across) && fitsBytes(down)) {
    return filterBytes(image, across, down, border);
  }
  const side = (across.length - 1) / 2;
  const size = down.length;
  const radius = (size - 1) / 2;
  const length = width * channels;
  const padded = new PaddedRows(image, { left: side, right: side, top: radius, bottom: radius }, border);
  const source = new Float64Array(padded.length);
  const ring = new Float64Array(size * length);
  const sums = new Float64Array(length);
  const columnStarts = Int32Array.from(across, (_weight, tap) => tap * channels);
  const rowStarts = new Int32Array(size);
  const output = allocate(dataTypeOf(data), data.length);
  for (let y = -radius; y < height + radius; y++) {
    padded.read(y, source, 0);
    sumTaps(source, columnStarts, across, sums);
    ring.set(sums, ((y + radius) % size) * length);
    const row = y - radius;
    if (row < 0) continue;
    for (let tap = 0; tap < size; tap++) rowStarts[tap] = ((row + tap) % size) * length;
    sumTaps(ring, rowStarts, down, sums);
    storeRow(sums, output, row * length);
  }
  return output;
}

/** sums[i] = Σ kernel[tap] · source[starts[tap] + i], taps of equal weight together and four such pairs at a time. */
function sumTaps(source: Float64Array, starts: Int32Array, kernel: Float64Array, sums: Float64Array): void {
  const radius = (kernel.length - 1) / 2;
  const middle = starts[radius]!;
  const weight = kernel[radius]!;
  for (let index = 0; index < sums.length; index++) sums[index] = weight * source[middle + index]!;
  let tap = 0;
  for (; tap + 4 <= radius; tap += 4) addFourPairs(source, starts, tap, kernel, sums);
  for (; tap + 2 <= radius; tap += 2) addTwoPairs(source, starts, tap, kernel, sums);
  if (tap < radius) addPair(source, starts, tap, kernel, sums);
}

function addPair(
  source: Float64Array,
  starts: Int32Array,
  tap: number,
  kernel: Float64Array,
  sums: Float64Array,
): void {
  const a = starts[tap]!;
  const z = starts[kernel.length - 1 - tap]!;
  const weight = kernel[tap]!;
  for (let index = 0; index < sums.length; index++) {
    sums[index]! += weight * (source[a + index]! + source[z + index]!);
  }
}

function addTwoPairs(
  source: Float64Array,
  starts: Int32Array,
  tap: number,
  kernel: Float64Array,
  sums: Float64Array,
): void {
  const last = kernel.length - 1 - tap;
  const [a, b] = [starts[tap]!, starts[tap + 1]!];
  const [z, y] = [starts[last]!, starts[last - 1]!];
  const [first, second] = [kernel[tap]!, kernel[tap + 1]!];
  for (let index = 0; index < sums.length; index++) {
    sums[index]! +=
      first * (source[a + index]! + source[z + index]!) + second * (source[b + index]! + source[y + index]!);
  }
}

function addFourPairs(
  source: Float64Array,
  starts: Int32Array,
  tap: number,
  kernel: Float64Array,
  sums: Float64Array,
): void {
  const last = kernel.length - 1 - tap;
  const [a, b, c, d] = [starts[tap]!, starts[tap + 1]!, starts[tap + 2]!, starts[tap + 3]!];
  const [z, y, x, w] = [starts[last]!, starts[last - 1]!, starts[last - 2]!, starts[last - 3]!];
  const [first, second, third, fourth] = [kernel[tap]!, kernel[tap + 1]!, kernel[tap + 2]!, kernel[tap + 3]!];
  for (let index = 0; index < sums.length; index++) {
    sums[index]! +=
      first * (source[a + index]! + source[z + index]!) +
      second * (source[b + index]! + source[y + index]!) +
      third * (source[c + index]! + source[x + index]!) +
      fourth * (source[d + index]! + source[w + index]!);
  }
}

function storeRow(sums: Float64Array, output: PixelData, to: number): void {
  if (output instanceof Uint8Array) {
    for (let index = 0; index < sums.length; index++) output[to + index] = (sums[index]! + 0x8000) >> 16;
  } else if (output instanceof Uint16Array) {
    for (let index = 0; index < sums.length; index++)
      output[to + index] = Math.floor((sums[index]! + 0x80000000) / 0x100000000);
  } else {
    output.set(sums, to);
  }
}
