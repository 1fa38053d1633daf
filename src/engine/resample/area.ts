import { allocate, dataTypeOf, withFrame, type Image, type PixelData } from '../image.ts';
import { recent } from '../recent.ts';
import { meanAreasOfBytes } from '../simd/area.ts';
import { opencvScale, type Span } from './span.ts';
import { storeRounded } from './store.ts';
import { blockMeans } from './blocks.ts';

/**
 * Every target pixel the mean of the area it covers, as `cv2.resize` with `INTER_AREA` where neither side grows.
 * Whole ratios take the mean of whole blocks; all others weigh the pixels at the border of the area by the part that
 * is covered, in single precision.
 */
export function resampleArea(image: Image, columns: Span, rows: Span): Image {
  const blockWidth = wholeRatio(columns);
  const blockHeight = wholeRatio(rows);
  const data =
    blockWidth !== undefined && blockHeight !== undefined
      ? meansOfBlocks(image, columns, rows, blockWidth, blockHeight)
      : coverageMeans(image, coverage(columns), coverage(rows));
  return withFrame(image, data, columns.count, rows.count);
}

/** Sums of bytes up to here are exact in single precision. */
const largestBlock = 2 ** 16;

function meansOfBlocks(
  image: Image,
  columns: Span,
  rows: Span,
  blockWidth: number,
  blockHeight: number,
): PixelData {
  const { data, width, channels } = image;
  const size = blockWidth * blockHeight;
  if (!(data instanceof Uint8Array) || size > largestBlock)
    return blockMeans(image, columns, rows, blockWidth, blockHeight);
  // An eighth makes quarters of whole numbers round half up.
  const offset = blockWidth === 2 && blockHeight === 2 ? 0.125 : 0;
  const across = wholePixels(columns, blockWidth);
  const down = wholePixels(rows, blockHeight);
  return meanAreasOfBytes(data, width, channels, across, down, { scale: 1 / size, offset });
}

/** Of blocks every pixel counts once. */
function wholePixels({ first, count }: Span, size: number): Coverage {
  return {
    first: Int32Array.from({ length: count }, (_place, index) => (first + index) * size),
    used: new Int32Array(count).fill(size),
    taps: size,
    weights: new Float32Array(count * size).fill(1),
  };
}

function wholeRatio(span: Span): number | undefined {
  const scale = opencvScale(span);
  const ratio = Math.round(scale);
  return Math.abs(scale - ratio) < Number.EPSILON ? ratio : undefined;
}

/** For every target pixel the run of source pixels that it covers, and the part that each contributes. */
export interface Coverage {
  readonly first: Int32Array;
  readonly used: Int32Array;
  /** `taps` weights for every target pixel, of which `used` count. */
  readonly taps: number;
  readonly weights: Float32Array;
}

/** Parts of a pixel below this are left out, as OpenCV does. */
const negligible = 1e-3;

function coverage({ source, target, first, count }: Span): Coverage {
  return recentCoverage(source, target, first, count);
}

const recentCoverage = recent((source: number, target: number, first: number, count: number) =>
  makeCoverage({ source, target, first, count }),
);

function makeCoverage(span: Span): Coverage {
  const { source, count } = span;
  const scale = opencvScale(span);
  const taps = Math.ceil(scale) + 2;
  const first = new Int32Array(count);
  const used = new Int32Array(count);
  const weights = new Float32Array(count * taps);
  for (let place = 0; place < count; place++) {
    const start = (span.first + place) * scale;
    const end = start + scale;
    const covered = Math.min(scale, source - start);
    const wholeEnd = Math.min(Math.floor(end), source - 1);
    const wholeStart = Math.min(Math.ceil(start), wholeEnd);
    const hasHead = wholeStart - start > negligible;
    let tap = place * taps;
    first[place] = hasHead ? wholeStart - 1 : wholeStart;
    if (hasHead) weights[tap++] = (wholeStart - start) / covered;
    for (let index = wholeStart; index < wholeEnd; index++) weights[tap++] = 1 / covered;
    if (end - wholeEnd > negligible) weights[tap++] = Math.min(end - wholeEnd, 1, covered) / covered;
    used[place] = tap - place * taps;
  }
  return { first, used, taps, weights };
}

function coverageMeans(image: Image, columns: Coverage, rows: Coverage): PixelData {
  const { data, width, channels } = image;
  if (data instanceof Uint8Array) return meanAreasOfBytes(data, width, channels, columns, rows);
  const rowLength = columns.first.length * channels;
  const height = rows.first.length;
  const output = allocate(dataTypeOf(data), rowLength * height);
  const row = new Float32Array(rowLength);
  const sums = new Float32Array(rowLength);
  let current = -1;
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < rows.used[y]!; tap++) {
      const source = rows.first[y]! + tap;
      // A row on the border of two target rows is summed up once.
      if (source !== current) sumColumns(data, source * width * channels, channels, columns, row);
      current = source;
      const weight = rows.weights[y * rows.taps + tap]!;
      for (let index = 0; index < rowLength; index++) {
        sums[index] = sums[index]! + Math.fround(row[index]! * weight);
      }
    }
    storeRounded(sums, output, y * rowLength);
  }
  return output;
}

function sumColumns(
  data: PixelData,
  start: number,
  channels: number,
  { first, used, taps, weights }: Coverage,
  output: Float32Array,
): void {
  let to = 0;
  for (let x = 0; x < first.length; x++) {
    let from = start + first[x]! * channels;
    const end = x * taps + used[x]!;
    if (channels === 1) {
      let sum = 0;
      for (let tap = x * taps; tap < end; tap++) {
        sum = Math.fround(sum + Math.fround(data[from++]! * weights[tap]!));
      }
      output[to++] = sum;
      continue;
    }
    let red = 0;
    let green = 0;
    let blue = 0;
    let alpha = 0;
    for (let tap = x * taps; tap < end; tap++, from += channels) {
      const weight = weights[tap]!;
      red = Math.fround(red + Math.fround(data[from]! * weight));
      green = Math.fround(green + Math.fround(data[from + 1]! * weight));
      blue = Math.fround(blue + Math.fround(data[from + 2]! * weight));
      if (channels === 4) alpha = Math.fround(alpha + Math.fround(data[from + 3]! * weight));
    }
    output[to++] = red;
    output[to++] = green;
    output[to++] = blue;
    if (channels === 4) output[to++] = alpha;
  }
}
