import { allocate, dataTypeOf, withFrame, type Image, type PixelData } from '../image.ts';
import { roundHalfToEven } from '../rounding.ts';
import { storeRounded } from './store.ts';
import type { TapAxis } from './tap-axis.ts';

/** 8-bit pixels are weighed with whole 2048ths. */
const unit = 2048;

/**
 * Interpolation over 4 or 8 taps as `cv2.resize` with `INTER_CUBIC` and `INTER_LANCZOS4`, within one level. 8-bit
 * pixels take fixed-point weights in both passes: four taps are summed up vertically in single precision, eight in
 * integers. Wider types are computed in single precision throughout.
 */
export function resampleTaps(image: Image, columns: TapAxis, rows: TapAxis): Image {
  const { data, width, channels } = image;
  const { taps } = rows;
  const outputWidth = columns.indices.length / taps;
  const outputHeight = rows.indices.length / taps;
  const rowLength = outputWidth * channels;
  const output = allocate(dataTypeOf(data), rowLength * outputHeight);
  const fixed = data instanceof Uint8Array;
  const horizontal = fixed ? toFixedPoint(columns) : columns;
  const vertical = fixed ? toFixedPoint(rows) : rows;
  const isIntegerSum = fixed && taps === 8;
  const rowOf = rowCache(taps, rowLength, (source, row) => {
    filterRow(data, source * width * channels, channels, horizontal, row);
  });
  const sums = new Float64Array(rowLength);
  for (let y = 0; y < outputHeight; y++) {
    sums.fill(0);
    // From the last tap to the first: the order in which OpenCV adds them.
    for (let tap = taps - 1; tap >= 0; tap--) {
      const row = rowOf(vertical.indices[y * taps + tap]!);
      const weight = vertical.weights[y * taps + tap]!;
      if (isIntegerSum) {
        for (let index = 0; index < rowLength; index++) sums[index] = sums[index]! + row[index]! * weight;
      } else addInSinglePrecision(row, fixed ? weight / unit / unit : weight, sums);
    }
    if (isIntegerSum) {
      for (let index = 0; index < rowLength; index++) {
        sums[index] = Math.floor(sums[index]! / unit / unit + 0.5);
      }
    }
    storeRounded(sums, output, y * rowLength);
  }
  return withFrame(image, output, outputWidth, outputHeight);
}

function toFixedPoint(axis: TapAxis): TapAxis {
  return { ...axis, weights: axis.weights.map(weight => roundHalfToEven(weight * unit)) };
}

function addInSinglePrecision(row: Float32Array, weight: number, sums: Float64Array): void {
  for (let index = 0; index < row.length; index++) {
    sums[index] = Math.fround(Math.fround(row[index]! * weight) + sums[index]!);
  }
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
