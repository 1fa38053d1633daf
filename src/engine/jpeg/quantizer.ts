import { forwardDct } from './forward-dct.ts';
import type { Plane } from './planes.ts';
import { zigzag } from './quantization.ts';

/** Transforms and quantises one block at a time into the same memory. */
export class Quantizer {
  /** Quantised coefficients in zigzag order. */
  readonly block = new Int16Array(64);
  private readonly work = new Int32Array(64);
  private readonly reciprocals: Float64Array;
  private readonly halves: Float64Array;

  /** @param steps row by row. */
  constructor(steps: ArrayLike<number>) {
    // The transform's results are 8 times the coefficients.
    this.reciprocals = Float64Array.from(zigzag, place => 1 / (steps[place]! * 8));
    // A quarter more keeps exact multiples above the rounding of the reciprocal.
    this.halves = Float64Array.from(zigzag, place => steps[place]! * 4 + 0.25);
  }

  read({ samples, stride }: Plane, blockX: number, blockY: number): void {
    const { work, block, reciprocals, halves } = this;
    for (let row = 0, to = 0; row < 8; row++) {
      const from = (blockY * 8 + row) * stride + blockX * 8;
      for (let column = 0; column < 8; column++) work[to++] = samples[from + column]! - 128;
    }
    forwardDct(work);
    for (let index = 0; index < 64; index++) {
      const value = work[zigzag[index]!]!;
      // Rounded to the nearest, halves away from zero.
      block[index] =
        value < 0
          ? -((halves[index]! - value) * reciprocals[index]!)
          : (halves[index]! + value) * reciprocals[index]!;
    }
  }
}
