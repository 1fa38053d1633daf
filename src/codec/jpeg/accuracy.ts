const nothing = 16;

/**
 * How exactly the scans so far have given each coefficient of a component: the number of low bits that are missing.
 * libjpeg warns of scans that do not go on from there, and smooths what is not given in full.
 */
export class Accuracy {
  /** In zigzag order; 16 where there is nothing yet. */
  private readonly missing = new Uint8Array(64).fill(nothing);
  private untouched = true;

  /** Takes note of a scan. @returns whether it goes on where those before have ended. */
  advance(first: number, last: number, high: number, low: number): boolean {
    let goesOn = first === 0 || this.missing[0] !== nothing;
    this.untouched = false;
    const expected = high === 0 ? nothing : high;
    for (let index = first; index <= last; index++) {
      goesOn &&= this.missing[index] === expected;
      this.missing[index] = low;
    }
    return goesOn;
  }

  /** How many low bits of a coefficient, in zigzag order, are missing; infinitely many where there is nothing yet. */
  missingBits(index: number): number {
    const bits = this.missing[index]!;
    return bits === nothing ? Infinity : bits;
  }

  get isUntouched(): boolean {
    return this.untouched;
  }

  get isFull(): boolean {
    return this.missing.every(bits => bits === 0);
  }
}
