import { clampIndex, opencvScale, type Span } from './span.ts';

/** For every target pixel the `taps` source pixels around it and their weights; the edge pixel is repeated. */
export interface TapAxis {
  readonly taps: number;
  readonly indices: Int32Array;
  readonly weights: Float32Array;
  readonly span: Span;
}

/** Cubic convolution over 4 pixels with a = −0.75, as `cv2.INTER_CUBIC`. */
export function cubicAxis(span: Span): TapAxis {
  return buildAxis(span, 4, writeCubicWeights);
}

/** Windowed sinc over 8 pixels, as `cv2.INTER_LANCZOS4`. */
export function lanczosAxis(span: Span): TapAxis {
  return buildAxis(span, 8, writeLanczosWeights);
}

/**
 * How many of the values that are computed of a row go through vector code of so many lanes: where a row that is cut
 * would be left to scalar code is decided by the whole row.
 */
export function vectored({ span }: TapAxis, channels: number, lanes: number): number {
  const { target, first, count } = span;
  const values = target * channels;
  const end = values - (values % lanes);
  return Math.min(Math.max(end - first * channels, 0), count * channels);
}

type WriteWeights = (fraction: number, weights: Float32Array) => void;

function buildAxis(span: Span, taps: number, writeWeights: WriteWeights): TapAxis {
  const { source, first, count } = span;
  const scale = opencvScale(span);
  const indices = new Int32Array(count * taps);
  const weights = new Float32Array(count * taps);
  for (let place = 0; place < count; place++) {
    const center = Math.fround((first + place + 0.5) * scale - 0.5);
    const index = Math.floor(center);
    const from = place * taps;
    for (let tap = 0; tap < taps; tap++) {
      indices[from + tap] = clampIndex(index + tap - taps / 2 + 1, source);
    }
    writeWeights(Math.fround(center - index), weights.subarray(from, from + taps));
  }
  return { taps, indices, weights, span };
}

/** Keys' cubic convolution; every product and sum in single precision. */
function writeCubicWeights(fraction: number, weights: Float32Array): void {
  const a = -0.75;
  const { fround } = Math;
  const inner = (distance: number) => {
    const slope = fround(fround(1.25 * distance) - 2.25);
    return fround(fround(fround(slope * distance) * distance) + 1);
  };
  const past = fround(fraction + 1);
  const outer = fround(fround(fround(fround(a * past) + 3.75) * past) - 6);
  weights[0] = fround(fround(outer * past) + 3);
  weights[1] = inner(fraction);
  weights[2] = inner(fround(1 - fraction));
  weights[3] = fround(fround(fround(1 - weights[0]) - weights[1]) - weights[2]);
}

/** sin and cos of the window's phase at each tap, in eighths of a turn. */
const half = Math.SQRT1_2;
const phases = [
  [1, 0],
  [-half, -half],
  [0, 1],
  [half, -half],
  [-1, 0],
  [half, half],
  [0, -1],
  [-half, half],
] as const;

/** A point this close to a pixel takes its value: next to its weight the others vanish, as in OpenCV. */
const onPixel = Math.fround(1e-6);
const overwhelming = 1e30;

/** sin(πx)·sin(πx/4) / x² up to a factor that the sum takes out again. */
function writeLanczosWeights(fraction: number, weights: Float32Array): void {
  const past = Math.fround(fraction + 3);
  const angle = -past * Math.PI * 0.25;
  const sine = Math.sin(angle);
  const cosine = Math.cos(angle);
  let sum = 0;
  for (const [tap, [ofSine, ofCosine]] of phases.entries()) {
    const distance = Math.fround(past - tap);
    const y = -distance * Math.PI * 0.25;
    const isOnPixel = Math.abs(distance) < onPixel;
    weights[tap] = isOnPixel ? overwhelming : (ofSine * sine + ofCosine * cosine) / (y * y);
    sum = Math.fround(sum + weights[tap]);
  }
  const reciprocal = Math.fround(1 / sum);
  for (let tap = 0; tap < weights.length; tap++) weights[tap] = weights[tap]! * reciprocal;
}
