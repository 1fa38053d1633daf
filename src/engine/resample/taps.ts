import { allocate, dataTypeOf, withFrame, type Image, type PixelData } from '../image.ts';
import { roundHalfToEven } from '../rounding.ts';
import { resampleBytesByTaps } from '../simd/taps.ts';
import { storeRounded } from './store.ts';
import { vectored, type TapAxis } from './tap-axis.ts';

/** 8-bit pixels are weighed with whole 2048ths. */
const unit = 2048;

/**
 * Interpolation over 4 or 8 taps as `cv2.resize` with `INTER_CUBIC` and `INTER_LANCZOS4`. 8-bit pixels take fixed-point
 * weights in both passes, all others are computed in single precision. Vertically OpenCV's vector code sums up from the
 * last tap to the first, in single precision; scalar code from the first to the last, 8 bits in integers.
 */
export function resampleTaps(image: Image, columns: TapAxis, rows: TapAxis): Image {
  const { data, width, channels } = image;
  const { taps } = rows;
  if (!(data instanceof Uint8Array) || taps !== 4) return resampleTapsPlainly(image, columns, rows);
  const [across, down] = [toFixedPoint(columns), toFixedPoint(rows)];
  const output = resampleBytesByTaps(data, width, channels, across, down, unit);
  return withFrame(image, output, columns.indices.length / taps, rows.indices.length / taps);
}

/** The plain kernel, for every type and number of taps. */
export function resampleTapsPlainly(image: Image, columns: TapAxis, rows: TapAxis): Image {
  const { data, width, channels } = image;
  const { taps } = rows;
  const outputWidth = columns.indices.length / taps;
  const outputHeight = rows.indices.length / taps;
  const rowLength = outputWidth * channels;
  const output = allocate(dataTypeOf(data), rowLength * outputHeight);
  const fixed = data instanceof Uint8Array;
  const horizontal = fixed ? toFixedPoint(columns) : columns;
  const vertical = fixed ? toFixedPoint(rows) : rows;
  const rest = vectored(columns, channels, lanesFor(data, taps));
  const rowOf = rowCache(taps, rowLength, (source, row) => {
    filterRow(data, source * width * channels, channels, horizontal, row);
  });
  const sums = new Float64Array(rowLength);
  for (let y = 0; y < outputHeight; y++) {
    sums.fill(0);
    for (let tap = taps - 1; tap >= 0; tap--) {
      const row = rowOf(vertical.indices[y * taps + tap]!);
      const weight = vertical.weights[y * taps + tap]!;
      addInSinglePrecision(row, fixed ? weight / unit / unit : weight, sums, 0, rest);
    }
    for (let tap = 0; tap < taps && rest < rowLength; tap++) {
      const row = rowOf(vertical.indices[y * taps + tap]!);
      const weight = vertical.weights[y * taps + tap]!;
      if (fixed) addInIntegers(row, weight, sums, rest);
      else addInSinglePrecision(row, weight, sums, rest, rowLength);
    }
    if (fixed) {
      for (let index = rest; index < rowLength; index++) {
        sums[index] = Math.floor(sums[index]! / unit / unit + 0.5);
      }
    }
    storeRounded(sums, output, y * rowLength);
  }
  return withFrame(image, output, outputWidth, outputHeight);
}

/** Values that OpenCV's vector code sums up at a time; there is none for eight taps of integers. */
function lanesFor(data: PixelData, taps: number): number {
  if (data instanceof Float32Array) return 4;
  return taps === 4 ? 8 : Infinity;
}

function toFixedPoint(axis: TapAxis): TapAxis {
  return { ...axis, weights: axis.weights.map(weight => roundHalfToEven(weight * unit)) };
}

function addInSinglePrecision(
  row: Float32Array,
  weight: number,
  sums: Float64Array,
  start: number,
  end: number,
): void {
  for (let index = start; index < end; index++) {
    sums[index] = Math.fround(Math.fround(row[index]! * weight) + sums[index]!);
  }
}

function addInIntegers(row: Float32Array, weight: number, sums: Float64Array, start: number): void {
  for (let index = start; index < row.length; index++) sums[index] = sums[index]! + row[index]! * weight;
}

/** One source row filtered horizontally. Fixed-point sums stay below 2²⁴ and so are exact here too. */
function filterRow(
  data: PixelData,
  start: number,
  channels: number,
  { indices, weights, taps }: TapAxis,
  output: Float32Array,
): void {
  for (let to = 0, from = 0; to < output.length; to += channels, from += taps) {
    for (let channel = 0; channel < channels; channel++) {
      let sum = 0;
      for (let tap = from; tap < from + taps; tap++) {
        const value = data[start + indices[tap]! * channels + channel]!;
        sum = Math.fround(sum + Math.fround(value * weights[tap]!));
      }
      output[to + channel] = sum;
    }
  }
}

/** The last `slots` rows that were made; a row that is asked for again while it is held is not made again. */
function rowCache(slots: number, length: number, make: (row: number, output: Float32Array) => void) {
  const rows = Array.from({ length: slots }, () => new Float32Array(length));
  const held = new Int32Array(slots).fill(-1);
  return (row: number): Float32Array => {
    const slot = row % slots;
    if (held[slot] !== row) {
      make(row, rows[slot]!);
      held[slot] = row;
    }
    return rows[slot]!;
  };
}
