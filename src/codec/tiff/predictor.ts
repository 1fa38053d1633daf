/**
 * Undoes differences to the pixel on the left, in place (TIFF 6.0, section 14). Wraps as the type does; those of floats
 * are differences of their bits, as in libtiff.
 */
export function undoHorizontal(
  values: Uint8Array | Uint16Array | Uint32Array,
  rows: number,
  rowValues: number,
  samples: number,
): void {
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * rowValues;
    for (let at = row * rowValues + samples; at < end; at++) values[at] = values[at]! + values[at - samples]!;
  }
}

/**
 * Undoes the floating-point predictor (TIFF technical note 3): each row holds the differences of all high bytes, then
 * of the next lower ones, and so on. Gives little-endian values.
 */
export function undoFloat(bytes: Uint8Array, rows: number, rowValues: number, samples: number): Uint8Array {
  const output = new Uint8Array(bytes.length);
  const rowBytes = rowValues * 4;
  for (let row = 0; row < rows; row++) {
    const start = row * rowBytes;
    for (let at = start + samples; at < start + rowBytes; at++) bytes[at] = bytes[at]! + bytes[at - samples]!;
    for (let index = 0; index < rowValues; index++) {
      const to = start + index * 4;
      output[to + 3] = bytes[start + index]!;
      output[to + 2] = bytes[start + rowValues + index]!;
      output[to + 1] = bytes[start + rowValues * 2 + index]!;
      output[to] = bytes[start + rowValues * 3 + index]!;
    }
  }
  return output;
}
