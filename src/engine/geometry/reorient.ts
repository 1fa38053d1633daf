import type { Affine } from '../../shared/affine.ts';
import { swapsSides, type Orientation } from '../../shared/shape.ts';
import { allocate, dataTypeOf, withFrame, type Image, type PixelData } from '../image.ts';

/** Rows and columns that are moved together, so that both sides of a quarter turn stay in the cache. */
const tile = 32;

/** Where a point of a `width` × `height` frame lands when the frame is displayed; EXIF 2.32, tag 0x0112. */
export function orientationMap(orientation: Orientation, width: number, height: number): Affine {
  switch (orientation) {
    case 1:
      return [1, 0, 0, 1, 0, 0];
    case 2:
      return [-1, 0, 0, 1, width, 0];
    case 3:
      return [-1, 0, 0, -1, width, height];
    case 4:
      return [1, 0, 0, -1, 0, height];
    case 5:
      return [0, 1, 1, 0, 0, 0];
    case 6:
      return [0, 1, -1, 0, height, 0];
    case 7:
      return [0, -1, -1, 0, height, width];
    case 8:
      return [0, -1, 1, 0, 0, width];
  }
}

/**
 * The image as `orientation` says it is displayed: mirrored, turned by quarters, or both. The eight orientations are
 * all the ways to lay a rectangle onto itself, so flips and quarter turns are among them. The image's own
 * `orientation` is neither read nor changed.
 */
export function reorient(image: Image, orientation: Orientation): Image {
  if (orientation === 1) return image;
  const { data, width, height, channels } = image;
  const swaps = swapsSides(orientation);
  const outputWidth = swaps ? height : width;
  const outputHeight = swaps ? width : height;
  const output = allocate(dataTypeOf(data), data.length);
  const [a, b, c, d] = orientationMap(orientation, width, height);
  // The inverse of the map at pixel centres: the source of output pixel (0, 0), and the way to its neighbours.
  const startX = a < 0 || b < 0 ? width - 1 : 0;
  const startY = c < 0 || d < 0 ? height - 1 : 0;
  const stepX = (a + c * width) * channels;
  const stepY = (b + d * width) * channels;
  const start = (startY * width + startX) * channels;
  if (orientation === 4) {
    const row = width * channels;
    for (let y = 0; y < height; y++) {
      output.set(data.subarray((height - 1 - y) * row, (height - y) * row), y * row);
    }
    return withFrame(image, output, width, height);
  }
  const moveRun = channels === 1 ? moveGray : channels === 3 ? moveRgb : moveRgba;
  for (let tileY = 0; tileY < outputHeight; tileY += tile) {
    const endY = Math.min(tileY + tile, outputHeight);
    // Without a quarter turn rows stay rows and need no tiles.
    const tileWidth = swaps ? tile : outputWidth;
    for (let tileX = 0; tileX < outputWidth; tileX += tileWidth) {
      const count = Math.min(tileWidth, outputWidth - tileX);
      for (let y = tileY; y < endY; y++) {
        const from = start + y * stepY + tileX * stepX;
        moveRun(data, from, stepX, output, (y * outputWidth + tileX) * channels, count);
      }
    }
  }
  return withFrame(image, output, outputWidth, outputHeight);
}

/** Copies `count` pixels, `step` values apart, to neighbouring places. */
type MoveRun = (
  data: PixelData,
  from: number,
  step: number,
  output: PixelData,
  to: number,
  count: number,
) => void;

const moveGray: MoveRun = (data, from, step, output, to, count) => {
  for (let end = to + count; to < end; from += step) output[to++] = data[from]!;
};

const moveRgb: MoveRun = (data, from, step, output, to, count) => {
  for (let end = to + count * 3; to < end; from += step) {
    output[to++] = data[from]!;
    output[to++] = data[from + 1]!;
    output[to++] = data[from + 2]!;
  }
};

const moveRgba: MoveRun = (data, from, step, output, to, count) => {
  for (let end = to + count * 4; to < end; from += step) {
    output[to++] = data[from]!;
    output[to++] = data[from + 1]!;
    output[to++] = data[from + 2]!;
    output[to++] = data[from + 3]!;
  }
};
