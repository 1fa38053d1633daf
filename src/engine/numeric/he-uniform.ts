import { checkpoint } from '../checkpoint.ts';
import { fillWithDraws, keyOfPart } from '../random.ts';

/** Weights up to this count (64 MiB) are kept for the next image; above, every row is drawn when it is needed. */
const maximumKept = 2 ** 24;
/** Draws at a time; a multiple of 4. */
const chunk = 4096;

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
  const [key, upper] = keyOfPart(seed, unit);
  const limit = Math.sqrt(6 / row.length);
  const draws = new Uint32Array(Math.min(chunk, row.length));
  for (let from = 0; from < row.length; from += chunk) {
    checkpoint();
    const part = row.subarray(from, from + chunk);
    fillWithDraws(draws, key, from, upper);
    for (let index = 0; index < part.length; index++) part[index] = limit * (draws[index]! / 2 ** 31) - limit;
  }
  return row;
}
