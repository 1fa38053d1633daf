import type { Affine } from '../../shared/affine.ts';
import type { Image } from '../image.ts';
import { boxSpans, linearSpans, nearestSpans, setLinearSpan, type Spans } from './spans.ts';

/**
 * Writes row y of the moved image: interleaved channels to `values`, and to `known` whether the middle of each pixel
 * lies in the image at all (1 or 0; where it does not, the values are 0).
 */
export type RowResampler = (y: number, values: Float64Array, known: Uint8Array) => void;

/**
 * Reads an image in another frame, so that a comparison there is fair: the nearest pixel where the map keeps the
 * scale, linear interpolation where it enlarges, the mean of the covered area where it shrinks. Maps that are not
 * along the axes are interpolated linearly.
 *
 * @param toImage takes points of the other frame to points of the image
 * @param width of the other frame
 * @param height of the other frame
 */
export function rowResampler(image: Image, toImage: Affine, width: number, height: number): RowResampler {
  const [a, b, c, d, e, f] = toImage;
  if (b === 0 && c === 0) {
    const columns = spansAlong(width, image.width, a, e);
    const rows = spansAlong(height, image.height, d, f);
    return (y, values, known) => {
      for (let x = 0; x < width; x++) known[x] = gather(image, columns, x, rows, y, values, x);
    };
  }
  if (a === 0 && d === 0) {
    const columns = spansAlong(height, image.width, c, e);
    const rows = spansAlong(width, image.height, b, f);
    return (y, values, known) => {
      for (let x = 0; x < width; x++) known[x] = gather(image, columns, y, rows, x, values, x);
    };
  }
  const column = linearSpans(1, image.width, () => 0);
  const row = linearSpans(1, image.height, () => 0);
  return (y, values, known) => {
    for (let x = 0; x < width; x++) {
      setLinearSpan(column, 0, image.width, a * (x + 0.5) + c * (y + 0.5) + e);
      setLinearSpan(row, 0, image.height, b * (x + 0.5) + d * (y + 0.5) + f);
      known[x] = gather(image, column, 0, row, 0, values, x);
    }
  };
}

function spansAlong(length: number, source: number, scale: number, offset: number): Spans {
  const middle = (target: number) => scale * (target + 0.5) + offset;
  const extent = Math.abs(scale);
  if (Math.abs(extent - 1) < 1e-9) return nearestSpans(length, source, middle);
  return extent < 1 ? linearSpans(length, source, middle) : boxSpans(length, source, extent, middle);
}

/** The weighted mean of the block that two spans name; returns whether there is one. */
function gather(
  { data, width, channels }: Image,
  columns: Spans,
  column: number,
  rows: Spans,
  row: number,
  values: Float64Array,
  target: number,
): 0 | 1 {
  const to = target * channels;
  const across = columns.counts[column]!;
  const down = rows.counts[row]!;
  if (across === 1 && down === 1) {
    const from = (rows.starts[row]! * width + columns.starts[column]!) * channels;
    for (let channel = 0; channel < channels; channel++) values[to + channel] = data[from + channel]!;
    return 1;
  }
  for (let channel = 0; channel < channels; channel++) values[to + channel] = 0;
  if (across === 0 || down === 0) return 0;
  for (let y = 0; y < down; y++) {
    const weightY = rows.weights[row * rows.most + y]!;
    let from = ((rows.starts[row]! + y) * width + columns.starts[column]!) * channels;
    for (let x = 0; x < across; x++) {
      const weight = weightY * columns.weights[column * columns.most + x]!;
      for (let channel = 0; channel < channels; channel++) values[to + channel]! += weight * data[from++]!;
    }
  }
  return 1;
}
