import { checkpoint } from '../checkpoint.ts';
import type { Image, PixelData } from '../image.ts';
import type { Windows } from './windows.ts';

/**
 * The kernels of `pool`. Windows may reach over the edge: with `zeros` what lies outside counts as 0, otherwise it
 * does not count. NaN in a block makes its result NaN, as NumPy does.
 */

/** Sums, or means, in double precision; rows are summed once and kept while windows overlap. */
export function poolSums(
  image: Image,
  rows: Windows,
  columns: Windows,
  zeros: boolean,
  mean: boolean,
  output: PixelData,
): void {
  const { height, channels } = image;
  const length = columns.count * channels;
  const ring = new RowRing(image, columns, rows.size, 'sum');
  const totals = new Float64Array(length);
  for (let row = 0; row < rows.count; row++) {
    checkpoint();
    const [top, bottom] = clip(rows, row, height);
    totals.fill(0);
    for (let y = top; y < bottom; y++) {
      const line = ring.line(y);
      for (let index = 0; index < length; index++) totals[index]! += line[index]!;
    }
    for (let column = 0; column < columns.count; column++) {
      const [left, right] = clip(columns, column, image.width);
      const count = zeros ? rows.size * columns.size : (bottom - top) * (right - left);
      const divisor = mean ? count : 1;
      for (let channel = 0; channel < channels; channel++) {
        const index = column * channels + channel;
        output[row * length + index] = totals[index]! / divisor;
      }
    }
  }
}

export function poolExtremes(
  image: Image,
  rows: Windows,
  columns: Windows,
  zeros: boolean,
  kind: 'max' | 'min',
  output: PixelData,
): void {
  const { width, height, channels } = image;
  const length = columns.count * channels;
  const sign = kind === 'max' ? 1 : -1;
  const ring = new RowRing(image, columns, rows.size, kind);
  const best = new Float64Array(length);
  for (let row = 0; row < rows.count; row++) {
    checkpoint();
    const [top, bottom] = clip(rows, row, height);
    best.fill(-Infinity * sign);
    for (let y = top; y < bottom; y++) {
      const line = ring.line(y);
      if (sign === 1) {
        for (let index = 0; index < length; index++) best[index] = Math.max(best[index]!, line[index]!);
      } else {
        for (let index = 0; index < length; index++) best[index] = Math.min(best[index]!, line[index]!);
      }
    }
    if (zeros) {
      const partialRow = bottom - top < rows.size;
      for (let column = 0; column < columns.count; column++) {
        const [left, right] = clip(columns, column, width);
        if (!partialRow && right - left === columns.size) continue;
        for (let index = column * channels; index < (column + 1) * channels; index++) {
          best[index] = sign === 1 ? Math.max(best[index]!, 0) : Math.min(best[index]!, 0);
        }
      }
    }
    output.set(best, row * length);
  }
}

export function poolMedians(
  image: Image,
  rows: Windows,
  columns: Windows,
  zeros: boolean,
  output: PixelData,
): void {
  const { data, width, height, channels } = image;
  const block = new Float32Array(rows.size * columns.size);
  let to = 0;
  for (let row = 0; row < rows.count; row++) {
    checkpoint();
    const [top, bottom] = clip(rows, row, height);
    for (let column = 0; column < columns.count; column++) {
      const [left, right] = clip(columns, column, width);
      for (let channel = 0; channel < channels; channel++) {
        let count = 0;
        for (let y = top; y < bottom; y++) {
          const end = (y * width + right) * channels;
          for (let from = (y * width + left) * channels + channel; from < end; from += channels)
            block[count++] = data[from]!;
        }
        if (zeros) {
          block.fill(0, count);
          count = block.length;
        }
        output[to++] = medianOf(block, count);
      }
    }
  }
}

/** The median of the first `count` values, which are sorted in place. */
function medianOf(values: Float32Array, count: number): number {
  const used = count === values.length ? values : values.subarray(0, count);
  if (count <= 32) insertionSort(used, count);
  // Not a number is sorted to the end.
  else used.sort();
  if (Number.isNaN(used[count - 1]!)) return NaN;
  const middle = count >> 1;
  return count % 2 === 1 ? used[middle]! : (used[middle - 1]! + used[middle]!) / 2;
}

function insertionSort(values: Float32Array, count: number): void {
  for (let index = 1; index < count; index++) {
    const value = values[index]!;
    let place = index;
    while (place > 0 && (values[place - 1]! > value || Number.isNaN(values[place - 1]!))) {
      values[place] = values[place - 1]!;
      place--;
    }
    values[place] = value;
  }
}

/** The part of window `index` that lies inside `length` pixels. */
function clip(windows: Windows, index: number, length: number): readonly [start: number, end: number] {
  const start = index * windows.stride - windows.before;
  return [Math.max(start, 0), Math.min(start + windows.size, length)];
}

type Reduction = 'sum' | 'max' | 'min';

/** Rows of the image reduced along x, each once; the last `size` of them are kept. */
class RowRing {
  private readonly lines: Float64Array[];
  private readonly held: Int32Array;

  constructor(
    private readonly image: Image,
    private readonly columns: Windows,
    size: number,
    private readonly reduction: Reduction,
  ) {
    const count = Math.min(size, image.height);
    const length = columns.count * image.channels;
    this.lines = Array.from({ length: count }, () => new Float64Array(length));
    this.held = new Int32Array(count).fill(-1);
  }

  line(y: number): Float64Array {
    const slot = y % this.lines.length;
    const line = this.lines[slot]!;
    if (this.held[slot] !== y) {
      reduceRow(this.image, this.columns, y, this.reduction, line);
      this.held[slot] = y;
    }
    return line;
  }
}

function reduceRow(
  { data, width, channels }: Image,
  { count, size, stride, before }: Windows,
  y: number,
  reduction: Reduction,
  output: Float64Array,
): void {
  for (let column = 0; column < count; column++) {
    const start = column * stride - before;
    const left = (y * width + Math.max(start, 0)) * channels;
    const right = (y * width + Math.min(start + size, width)) * channels;
    for (let channel = 0; channel < channels; channel++) {
      let value = data[left + channel]!;
      if (reduction === 'sum') {
        for (let from = left + channels + channel; from < right; from += channels) value += data[from]!;
      } else if (reduction === 'max') {
        for (let from = left + channels + channel; from < right; from += channels)
          value = Math.max(value, data[from]!);
      } else {
        for (let from = left + channels + channel; from < right; from += channels)
          value = Math.min(value, data[from]!);
      }
      output[column * channels + channel] = value;
    }
  }
}
