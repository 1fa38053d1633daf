import {
  finishOutput,
  setUpPicks,
  startOutput,
  writeBlock,
  writeEmptyBlock,
  writeTo,
  written,
} from './entropy';
import { quantize } from './forwardDct';
import { extend, halve, splitColors } from './planes';

class Encoder {
  static width: usize = 0;
  static isColor: bool = false;
  static unitsAcross: usize = 0;
  /** Samples per row of each component in whole units. */
  static stride: usize = 0;
  /** Rows of samples: 16 of luminance, 2 of each chrominance, 8 of each halved. */
  static planes: usize = 0;
  /** What `quantize` takes and what `writeBlock` takes, of luminance and then of chrominance. */
  static factors: usize = 0;
  static codes: usize = 0;
}

const block = memory.data(128, 16);
/** First coefficients of the blocks before. */
const previous = memory.data(12, 4);

/**
 * @param planes room for 28 rows of whole units.
 * @param factors 2 · 512 bytes.
 * @param codes 2 · 2048 bytes.
 */
export function startEncoding(
  width: usize,
  isColor: bool,
  planes: usize,
  factors: usize,
  codes: usize,
): void {
  const unit: usize = isColor ? 16 : 8;
  Encoder.width = width;
  Encoder.isColor = isColor;
  Encoder.unitsAcross = (width + unit - 1) / unit;
  Encoder.stride = Encoder.unitsAcross * unit;
  Encoder.planes = planes;
  Encoder.factors = factors;
  Encoder.codes = codes;
  memory.fill(previous, 0, 12);
  setUpPicks();
  startOutput();
}

/**
 * Encodes a row of units.
 *
 * @param pixels `rows` rows of pixels of a row of units; fewer than it has at the image's end.
 * @param to room for 512 bytes per block.
 * @returns where the coded data end.
 */
export function encodeUnits(pixels: usize, rows: usize, to: usize): usize {
  writeTo(to);
  if (Encoder.isColor) encodeColor(pixels, rows);
  else encodeGray(pixels, rows);
  return written();
}

/** Fills the last byte. @returns where the coded data end. */
export function endEncoding(to: usize): usize {
  return finishOutput(to);
}

function encodeGray(pixels: usize, rows: usize): void {
  const stride = Encoder.stride;
  let row = Encoder.planes;
  for (let y: usize = 0; y < 8; y++, row += stride) {
    if (y < rows) {
      memory.copy(row, pixels + y * Encoder.width, Encoder.width);
      extend(row, Encoder.width, stride);
    } else {
      memory.copy(row, row - stride, stride);
    }
  }
  for (let x: usize = 0; x < Encoder.unitsAcross; x++) encodeBlock(Encoder.planes + x * 8, stride, 0);
}

function encodeColor(pixels: usize, rows: usize): void {
  const width = Encoder.width;
  const stride = Encoder.stride;
  const half = stride >> 1;
  const ys = Encoder.planes;
  const cbRows = ys + 16 * stride;
  const crRows = cbRows + 2 * stride;
  const cbs = crRows + 2 * stride;
  const crs = cbs + 8 * half;
  for (let y: usize = 0; y < rows; y++) {
    const turn = (y & 1) * stride;
    splitColors(pixels + y * width * 3, width, stride, ys + y * stride, cbRows + turn, crRows + turn);
    // A last row without a second one counts twice.
    if (turn == 0 && y < rows - 1) continue;
    halve(cbRows, cbRows + turn, cbs + (y >> 1) * half, half);
    halve(crRows, crRows + turn, crs + (y >> 1) * half, half);
  }
  for (let y = rows; y < 16; y++) memory.copy(ys + y * stride, ys + (y - 1) * stride, stride);
  for (let y = (rows + 1) >> 1; y < 8; y++) {
    memory.copy(cbs + y * half, cbs + (y - 1) * half, half);
    memory.copy(crs + y * half, crs + (y - 1) * half, half);
  }
  const blocksAcross = (width + 7) >> 3;
  for (let x: usize = 0; x < Encoder.unitsAcross; x++) {
    const isWhole = x * 2 + 1 < blocksAcross;
    const left = ys + x * 16;
    encodeBlock(left, stride, 0);
    if (isWhole) encodeBlock(left + 8, stride, 0);
    else writeEmptyBlock(Encoder.codes);
    const lower = left + 8 * stride;
    if (rows > 8) encodeBlock(lower, stride, 0);
    else writeEmptyBlock(Encoder.codes);
    if (rows > 8 && isWhole) encodeBlock(lower + 8, stride, 0);
    else writeEmptyBlock(Encoder.codes);
    encodeBlock(cbs + x * 8, half, 1);
    encodeBlock(crs + x * 8, half, 2);
  }
}

function encodeBlock(samples: usize, stride: usize, component: usize): void {
  const kind = <usize>(component > 0);
  quantize(samples, stride, Encoder.factors + kind * 512, block);
  const first = <i32>load<i16>(block);
  const place = previous + component * 4;
  writeBlock(block, first - load<i32>(place), Encoder.codes + kind * 2048);
  store<i32>(place, first);
}
