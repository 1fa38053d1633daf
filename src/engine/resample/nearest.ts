import { allocate, dataTypeOf, withFrame, type Image } from '../image.ts';
import { opencvScale, type Span } from './span.ts';

/** Source index of every target pixel as `cv2.INTER_NEAREST`: of its left edge, not of its centre. */
export function opencvNearest(span: Span): Int32Array {
  const scale = opencvScale(span);
  const indices = new Int32Array(span.count);
  for (let place = 0; place < span.count; place++) {
    indices[place] = Math.min(Math.floor((span.first + place) * scale), span.source - 1);
  }
  return indices;
}

/**
 * Source index of every target pixel as `PIL.Image.NEAREST`: of its centre. Pillow steps from pixel to pixel, adding
 * up rounding errors that decide where a centre falls on an edge, except for 16 bits, where it multiplies.
 */
export function pillowNearest(span: Span, stepwise: boolean): Int32Array {
  const scale = span.source / span.target;
  const indices = new Int32Array(span.count);
  let stepped = scale * 0.5;
  if (stepwise) for (let place = 0; place < span.first; place++) stepped += scale;
  for (let place = 0; place < span.count; place++, stepped += scale) {
    const center = stepwise ? stepped : scale * (span.first + place + 0.5);
    indices[place] = Math.min(Math.floor(center), span.source - 1);
  }
  return indices;
}

/** The pixels at the crossings of `columns` and `rows`. */
export function gather(image: Image, columns: Int32Array, rows: Int32Array): Image {
  const { data, channels } = image;
  const width = columns.length;
  const output = allocate(dataTypeOf(data), width * rows.length * channels);
  const rowLength = width * channels;
  for (let y = 0; y < rows.length; y++) {
    const source = rows[y]! * image.width * channels;
    let to = y * rowLength;
    if (y > 0 && rows[y] === rows[y - 1]) {
      output.copyWithin(to, to - rowLength, to);
      continue;
    }
    for (let x = 0; x < width; x++, to += channels) {
      const from = source + columns[x]! * channels;
      output[to] = data[from]!;
      if (channels === 1) continue;
      output[to + 1] = data[from + 1]!;
      output[to + 2] = data[from + 2]!;
      if (channels === 4) output[to + 3] = data[from + 3]!;
    }
  }
  return withFrame(image, output, width, rows.length);
}
