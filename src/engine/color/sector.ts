/**
 * Writes red, green and blue of a colour of HSV: which of them is the largest, the smallest and between depends on the
 * sector.
 *
 * @param sector the sixth of the colour circle, 0 from red to yellow; 6 is 0 again
 * @param falling the value between, in sectors where it falls with the hue
 * @param rising the value between, in sectors where it rises
 */
export function writeSector(
  output: Uint8Array,
  index: number,
  sector: number,
  most: number,
  least: number,
  falling: number,
  rising: number,
): void {
  switch (sector) {
    case 1:
      write(output, index, falling, most, least);
      return;
    case 2:
      write(output, index, least, most, rising);
      return;
    case 3:
      write(output, index, least, falling, most);
      return;
    case 4:
      write(output, index, rising, least, most);
      return;
    case 5:
      write(output, index, most, least, falling);
      return;
    default:
      write(output, index, most, rising, least);
  }
}

function write(output: Uint8Array, index: number, r: number, g: number, b: number): void {
  output[index] = r;
  output[index + 1] = g;
  output[index + 2] = b;
}
