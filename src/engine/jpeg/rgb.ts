/**
 * Red, green and blue of a row of Y, Cb and Cr (JFIF, ITU-R BT.601 with full range), in libjpeg's 16-bit integer
 * arithmetic.
 *
 * @param to where the row's first pixel goes; pixels are `channels` values apart.
 */
export function writeRgbRow(
  y: Uint8Array,
  cb: Uint8Array,
  cr: Uint8Array,
  width: number,
  output: Uint8Array,
  to: number,
  channels: number,
): void {
  for (let x = 0; x < width; x++, to += channels) {
    const light = y[x]!;
    const blue = cb[x]! - 128;
    const red = cr[x]! - 128;
    output[to] = clip(light + ((91881 * red + 32768) >> 16));
    output[to + 1] = clip(light + ((-22554 * blue - 46802 * red + 32768) >> 16));
    output[to + 2] = clip(light + ((116130 * blue + 32768) >> 16));
  }
}

function clip(value: number): number {
  return value < 0 ? 0 : value > 255 ? 255 : value;
}
