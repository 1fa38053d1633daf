import type { Image } from '../image.ts';

/** One component: samples in whole blocks, the edge repeated where the image does not fill them. */
export interface Plane {
  readonly samples: Uint8Array;
  /** Samples that belong to the image. */
  readonly width: number;
  readonly height: number;
  /** Samples per row, a multiple of 8. */
  readonly stride: number;
  readonly blocksAcross: number;
  readonly blocksDown: number;
}

function planeFor(width: number, height: number): Plane {
  const blocksAcross = Math.ceil(width / 8);
  const blocksDown = Math.ceil(height / 8);
  const stride = blocksAcross * 8;
  return {
    samples: new Uint8Array(stride * blocksDown * 8),
    width,
    height,
    stride,
    blocksAcross,
    blocksDown,
  };
}

/** Repeats the last column and the last row up to the whole blocks. */
function extend({ samples, stride, blocksDown }: Plane, width: number, height: number): void {
  for (let y = 0; y < height; y++) {
    samples.fill(samples[y * stride + width - 1]!, y * stride + width, (y + 1) * stride);
  }
  for (let y = height; y < blocksDown * 8; y++) {
    samples.copyWithin(y * stride, (height - 1) * stride, height * stride);
  }
}

/** A grayscale image's only component. */
export function grayPlane({ data, width, height }: Image): Plane {
  const plane = planeFor(width, height);
  for (let y = 0; y < height; y++)
    plane.samples.set(data.subarray(y * width, (y + 1) * width), y * plane.stride);
  extend(plane, width, height);
  return plane;
}

/**
 * Y, Cb and Cr of an RGB or RGBA image (JFIF, ITU-R BT.601 with full range), in libjpeg's 16-bit integer arithmetic; Cb and Cr
 * are the means of 2×2 pixels.
 */
export function colorPlanes({
  data,
  width,
  height,
  channels,
}: Image): readonly [y: Plane, cb: Plane, cr: Plane] {
  const luminance = planeFor(width, height);
  const halfWidth = Math.ceil(width / 2);
  const halfHeight = Math.ceil(height / 2);
  const blue = planeFor(halfWidth, halfHeight);
  const red = planeFor(halfWidth, halfHeight);
  // The chrominance of two rows; an odd last column and row count twice.
  const rowLength = luminance.stride + 16;
  const blueRows = new Uint8Array(rowLength * 2);
  const redRows = new Uint8Array(rowLength * 2);
  for (let y = 0; y < height; y++) {
    const row = (y & 1) * rowLength;
    let from = y * width * channels;
    for (let x = 0; x < width; x++, from += channels) {
      const r = data[from]!;
      const g = data[from + 1]!;
      const b = data[from + 2]!;
      luminance.samples[y * luminance.stride + x] = (19595 * r + 38470 * g + 7471 * b + 32768) >> 16;
      blueRows[row + x] = (-11059 * r - 21709 * g + 32768 * b + chromaOffset) >> 16;
      redRows[row + x] = (32768 * r - 27439 * g - 5329 * b + chromaOffset) >> 16;
    }
    blueRows.fill(blueRows[row + width - 1]!, row + width, row + rowLength);
    redRows.fill(redRows[row + width - 1]!, row + width, row + rowLength);
    const isLast = y === height - 1;
    if ((y & 1) === 0 && !isLast) continue;
    const below = (y & 1) === 0 ? 0 : rowLength;
    const to = (y >> 1) * blue.stride;
    halve(blueRows, below, blue.samples, to, blue.stride);
    halve(redRows, below, red.samples, to, red.stride);
  }
  extend(luminance, width, height);
  extend(blue, blue.stride, halfHeight);
  extend(red, red.stride, halfHeight);
  return [luminance, blue, red];
}

/** 128 and, as libjpeg has it, a half less the smallest step. */
const chromaOffset = (128 << 16) + 32767;

/** Means of 2×2 samples of the row at 0 and the one at `below`; halves are rounded down and up in turn. */
function halve(rows: Uint8Array, below: number, target: Uint8Array, to: number, count: number): void {
  for (let x = 0, from = 0; x < count; x++, from += 2) {
    const sum = rows[from]! + rows[from + 1]! + rows[below + from]! + rows[below + from + 1]!;
    target[to + x] = (sum + 1 + (x & 1)) >> 2;
  }
}
