import { randomOfKey } from '../random.ts';

/** Weights up to this count (64 MiB) are kept for the next image; above, every row is drawn when it is needed. */
const maximumKept = 2 ** 24;

interface Drawn {
  readonly seed: number;
  readonly units: number;
  readonly inputs: number;
  readonly weights: Float32Array;
}
let kept: Drawn | undefined;

/**
 * Rows of weights that a seed stands for, uniform in ±√(6 / inputs): He, Zhang, Ren and Sun, “Delving deep into
 * rectifiers”, 2015. A row depends on seed, unit and number of inputs alone.
 *
 * @returns row `unit`, valid until the next is asked for
 */
export function heUniform(seed: number, units: number, inputs: number): (unit: number) => Float32Array {
  if (units * inputs > maximumKept) {
    const row = new Float32Array(inputs);
    return unit => drawRow(row, seed, unit);
  }
  if (kept?.seed !== seed || kept.units !== units || kept.inputs !== inputs) {
    const weights = new Float32Array(units * inputs);
    for (let unit = 0; unit < units; unit++) {
      drawRow(weights.subarray(unit * inputs, (unit + 1) * inputs), seed, unit);
    }
    kept = { seed, units, inputs, weights };
  }
  const { weights } = kept;
  return unit => weights.subarray(unit * inputs, (unit + 1) * inputs);
}

function drawRow(row: Float32Array, seed: number, unit: number): Float32Array {
  const random = randomOfKey(seed).part(unit);
  const limit = Math.sqrt(6 / row.length);
  for (let index = 0; index < row.length; index++) row[index] = random.uniform(-limit, limit);
  return row;
}
