import { kernelBytes } from './kernels.ts';

/** The functions of `assembly`, which says what they do. */
export interface JpegKernels {
  readonly memory: WebAssembly.Memory;
  readonly freeMemory: () => number;
  readonly setCode: (place: number, stated: number, bytes: number) => number;
  readonly setSteps: (from: number, isWide: boolean, to: number) => number;
  readonly setFrame: (width: number, unitsAcross: number, unitsDown: number, components: number) => void;
  readonly setComponent: (
    index: number,
    unitAcross: number,
    unitDown: number,
    across: number,
    down: number,
    width: number,
    height: number,
    samples: number,
    stride: number,
    coefficients: number,
    steps: number,
  ) => void;
  readonly addToScan: (place: number, index: number, dc: number, ac: number) => void;
  readonly startScan: (from: number, top: number, interval: number) => void;
  readonly endScan: () => number;
  readonly readUnits: (y: number) => number;
  readonly readScan: (
    isProgressive: boolean,
    first: number,
    last: number,
    high: number,
    low: number,
  ) => number;
  readonly reconstructUnits: (y: number) => number;
  readonly writeRows: (
    from: number,
    end: number,
    rows: number,
    stride: number,
    isRgb: boolean,
    to: number,
  ) => void;
  readonly startEncoding: (
    width: number,
    isColor: boolean,
    planes: number,
    factors: number,
    codes: number,
  ) => void;
  readonly encodeUnits: (pixels: number, rows: number, to: number) => number;
  readonly endEncoding: (to: number) => number;
}

/** An instance's memory never shrinks; beyond this it is dropped. */
const keptMemory = 64 * 2 ** 20;
const pageBytes = 65536;
const room = 64;

let module: WebAssembly.Module | undefined;
let instance: JpegKernels | undefined;

/**
 * Runs `work`, which must be done when it returns, with the thread's one instance. Where it gives nothing, the instance is
 * in an unknown state and dropped.
 */
export function withKernels<Result>(work: (kernels: JpegKernels, memory: KernelMemory) => Result): Result {
  module ??= new WebAssembly.Module(Buffer.from(kernelBytes, 'base64'));
  instance ??= new WebAssembly.Instance(module).exports as unknown as JpegKernels;
  const kernels = instance;
  instance = undefined;
  const result = work(kernels, new KernelMemory(kernels));
  if (result !== undefined && kernels.memory.buffer.byteLength <= keptMemory) instance = kernels;
  return result;
}

/** Gives out memory, at multiples of 16 and with room behind; all is taken back when the next one is made. */
export class KernelMemory {
  private end: number;

  constructor(private readonly kernels: JpegKernels) {
    this.end = kernels.freeMemory();
  }

  /** @throws RangeError when there is no more. What has been viewed before is detached. */
  allot(bytes: number): number {
    const { memory } = this.kernels;
    const address = Math.ceil(this.end / 16) * 16;
    this.end = address + bytes + room;
    const missing = this.end - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return address;
  }

  /** As `allot`, filled with zeros. Memory that is new has them, and is not touched before it is used. */
  allotZeros(bytes: number): number {
    const old = this.kernels.memory.buffer.byteLength;
    const address = this.allot(bytes);
    if (address < old) this.view(address, Math.min(bytes, old - address)).fill(0);
    return address;
  }

  /** Valid until memory is allotted. */
  view(address: number, bytes: number): Uint8Array {
    return new Uint8Array(this.kernels.memory.buffer, address, bytes);
  }
}
