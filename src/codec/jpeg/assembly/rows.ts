import { interleave, writeColors } from './color';
import { component, Frame } from './frame';
import { fullRow } from './upsample';

/**
 * Writes the pixels of rows `from` to `end`, excluded, of the image, whose samples are in the rings.
 *
 * @param rows room for a row of each component and one of 16-bit values, `stride` bytes per component.
 */
export function writeRows(from: i32, end: i32, rows: usize, stride: usize, isRgb: bool, to: usize): void {
  const width = Frame.width;
  const sums = rows + stride * 3 + 16;
  for (let y = from; y < end; y++) {
    const first = fullRow(component(0), y, rows, sums);
    if (Frame.components == 1) {
      memory.copy(to, first, width);
      to += width;
      continue;
    }
    const second = fullRow(component(1), y, rows + stride, sums);
    const third = fullRow(component(2), y, rows + stride * 2, sums);
    if (isRgb) interleave(first, second, third, width, to);
    else writeColors(first, second, third, width, to);
    to += width * 3;
  }
}
