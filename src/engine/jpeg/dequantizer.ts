import { inverseDct } from './inverse-dct.ts';
import type { Plane } from './planes.ts';
import { zigzag } from './quantization.ts';

/** Multiplies quantised blocks by their steps and turns them back into samples. */
export class Dequantizer {
  private readonly work = new Int32Array(64);
  private readonly steps: Int32Array;

  /** @param steps row by row. */
  constructor(steps: ArrayLike<number>) {
    this.steps = Int32Array.from(zigzag, place => steps[place]!);
  }

  /**
   * Samples beyond 0..255 are clipped, as libjpeg-turbo's vector instructions do.
   *
   * @param block quantised coefficients in zigzag order, from `at` on.
   */
  write(block: Int16Array, at: number, { samples, stride }: Plane, blockX: number, blockY: number): void {
    const { work, steps } = this;
    work.fill(0);
    for (let index = 0; index < 64; index++) {
      const value = block[at + index]!;
      if (value !== 0) work[zigzag[index]!] = value * steps[index]!;
    }
    inverseDct(work);
    for (let row = 0, from = 0; row < 8; row++) {
      const to = (blockY * 8 + row) * stride + blockX * 8;
      for (let column = 0; column < 8; column++) {
        const value = work[from++]! + 128;
        samples[to + column] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
}
