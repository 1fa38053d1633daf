import { kernelBytes } from './kernels.ts';

type AddRows = (
  rows: number,
  weights: number,
  count: number,
  sums: number,
  length: number,
  isNew: boolean,
) => void;

type MedianOfRanks = (ranks: number, stride: number, step: number, bytes: number, count: number) => void;

type Correlate = (
  addresses: number,
  weights: number,
  taps: number,
  bias: number,
  result: number,
  count: number,
) => void;

/** The functions of `assembly`, which says what they do. Addresses are in bytes, counts in values. */
interface Kernels {
  readonly memory: WebAssembly.Memory;
  readonly addBytes: AddRows;
  readonly addFloats: AddRows;
  readonly mapFloats: (floats: number, count: number, mapping: number) => void;
  readonly writeRow: (
    sums: number,
    channels: number,
    starts: number,
    counts: number,
    weights: number,
    most: number,
    width: number,
    rgba: number,
  ) => void;
  readonly lookUpFloats: (
    bytes: number,
    count: number,
    channels: number,
    tables: number,
    floats: number,
  ) => void;
  readonly lookUpPlanes: (
    bytes: number,
    pixels: number,
    tables: number,
    planes: number,
    stride: number,
  ) => void;
  readonly countBytes: (bytes: number, count: number) => void;
  readonly grayOfBytes: (bytes: number, pixels: number, channels: number, words: number) => void;
  readonly addLaplacian: (above: number, row: number, below: number, pixels: number, sums: number) => void;
  readonly rangeOfBytes: (bytes: number, count: number, range: number) => void;
  readonly rangeOfFloats: (floats: number, count: number, range: number) => void;
  readonly sumAreas: (
    bytes: number,
    channels: number,
    offsets: number,
    used: number,
    weights: number,
    taps: number,
    sums: number,
    pixels: number,
  ) => void;
  readonly roundFloats: (floats: number, bytes: number, count: number, scale: number, offset: number) => void;
  readonly filterRows: (
    rows: number,
    length: number,
    count: number,
    channels: number,
    down: number,
    radius: number,
    sums: number,
    margin: number,
    margins: number,
    across: number,
    pairs: number,
    start: number,
    result: number,
  ) => void;
  readonly mixLinear: (
    bytes: number,
    length: number,
    channels: number,
    offsets: number,
    weights: number,
    pixels: number,
    upper: number,
    lower: number,
    rowWeights: number,
    count: number,
    sums: number,
    stride: number,
    result: number,
  ) => void;
  readonly convolveAcross: (
    bytes: number,
    channels: number,
    offsets: number,
    used: number,
    high: number,
    low: number,
    taps: number,
    result: number,
    pixels: number,
  ) => void;
  readonly convolveDown: (
    rows: number,
    high: number,
    low: number,
    taps: number,
    bytes: number,
    count: number,
  ) => void;
  readonly sumTaps: (
    bytes: number,
    channels: number,
    offsets: number,
    weights: number,
    taps: number,
    sums: number,
    pixels: number,
  ) => void;
  readonly transposeTiles: (
    from: number,
    fromTileStep: number,
    fromRowStep: number,
    to: number,
    toTileStep: number,
    toRowStep: number,
    tiles: number,
    room: number,
  ) => void;
  readonly addScaled: (bytes: number, factor: number, sums: number, count: number) => void;
  readonly shortenSums: (sums: number, count: number) => void;
  readonly slideBox: (
    leaving: number,
    entering: number,
    beyond: number,
    sums: number,
    areShort: boolean,
    full: number,
    far: number,
    bytes: number,
    count: number,
  ) => void;
  readonly slideBoxAlong: (
    from: number,
    step: number,
    count: number,
    reach: number,
    sums: number,
    areShort: boolean,
    full: number,
    far: number,
    to: number,
  ) => void;
  readonly orderThrees: (rows: number, ranks: number, stride: number, length: number) => void;
  readonly medianOfThrees: MedianOfRanks;
  readonly orderFives: (rows: number, ranks: number, stride: number, length: number) => void;
  readonly medianOfFives: MedianOfRanks;
  readonly medianByBits: (rows: number, size: number, step: number, bytes: number, count: number) => void;
  readonly slideTotals: (leaving: number, entering: number, totals: number, count: number) => void;
  readonly sumAlong: (totals: number, channels: number, size: number, sums: number, pixels: number) => void;
  readonly shareSums: (sums: number, offset: number, share: number, bytes: number, count: number) => void;
  readonly correlateSingly: (
    addresses: number,
    weights: number,
    taps: number,
    bias: number,
    bytes: number,
    start: number,
    count: number,
  ) => void;
  readonly correlateFused: Correlate;
  readonly correlateDoubly: Correlate;
  readonly widenPixels: (
    bytes: number,
    channels: number,
    pixels: number,
    shift: number,
    quads: number,
    values: number,
  ) => void;
  readonly averageAlike: (
    center: number,
    addresses: number,
    weights: number,
    taps: number,
    likeness: number,
    quads: number,
    values: number,
    channels: number,
    bytes: number,
    pixels: number,
  ) => void;
  readonly boundsOf: (floats: number, stride: number, columns: number, rows: number, bounds: number) => void;
  readonly sampleBytes: (
    xs: number,
    ys: number,
    placeStride: number,
    columns: number,
    rows: number,
    left: number,
    top: number,
    part: number,
    stride: number,
    channels: number,
    bytes: number,
    byteStride: number,
  ) => void;
}

const pageBytes = 65536;
let instance: Kernels | undefined;

/** One instance for each thread, made when first needed. */
export function kernels(): Kernels {
  if (!instance) {
    const bytes = Uint8Array.from(atob(kernelBytes), character => character.charCodeAt(0));
    instance = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as unknown as Kernels;
  }
  return instance;
}

/**
 * Gives buffers of these sizes, in bytes, in the memory of the kernels: their addresses, multiples of 16, with 64 bytes
 * of room behind each. What was given before from there on is taken back, and views of the memory are detached when it
 * grows. Contents are left over.
 *
 * @param from what lies below this address, a multiple of 16, is left to others
 */
export function allot<Name extends string>(
  sizes: Readonly<Record<Name, number>>,
  from = 0,
): Record<Name, number> {
  const { memory } = kernels();
  let end = from;
  const addresses = {} as Record<Name, number>;
  for (const name of Object.keys(sizes) as Name[]) {
    addresses[name] = end;
    end += roomOf(sizes[name]);
  }
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  return addresses;
}

/** What a buffer takes of the memory, with the room behind it. */
export function roomOf(size: number): number {
  return roundUp(size + 64, 16);
}

export function roundUp(count: number, multiple: number): number {
  return Math.ceil(count / multiple) * multiple;
}
