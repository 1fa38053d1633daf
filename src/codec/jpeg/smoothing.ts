import { zigzag } from '../../engine/jpeg/quantization.ts';
import type { Component, Frame } from './frame.ts';

/** Of the first coefficients of the blocks around one, two to each side, row by row. */
type Weights = readonly (readonly number[])[];

const turned = (weights: Weights): Weights => weights.map((_row, column) => weights.map(row => row[column]!));

const none = [0, 0, 0, 0, 0];

/** For blocks of which only the first coefficient is known. */
const coarse = {
  average: [
    [-2, -6, -8, -6, -2],
    [-6, 6, 42, 6, -6],
    [-8, 42, 152, 42, -8],
    [-6, 6, 42, 6, -6],
    [-2, -6, -8, -6, -2],
  ],
  slope: [
    [-1, -1, 0, 1, 1],
    [-3, 13, 0, -13, 3],
    [-3, 38, 0, -38, 3],
    [-3, 13, 0, -13, 3],
    [-1, -1, 0, 1, 1],
  ],
  curve: [none, [0, 2, -5, 2, 0], [1, 7, -14, 7, 1], [0, 2, -5, 2, 0], none],
  twist: [[-1, 0, 0, 0, 1], [0, 9, 0, -9, 0], none, [0, -9, 0, 9, 0], [1, 0, 0, 0, -1]],
  wave: [none, [0, 1, 0, -1, 0], [0, 2, 0, -2, 0], [0, 1, 0, -1, 0], none],
  bend: [none, [0, 1, -3, 1, 0], none, [0, -1, 3, -1, 0], none],
} as const satisfies Record<string, Weights>;

/** For blocks of which others are known, too. */
const fine = {
  slope: [none, none, [-7, 50, 0, -50, 7], none, none],
  curve: [none, none, [-1, 13, -24, 13, -1], none, none],
  twist: [[0, -1, 0, 1, 0], [-1, 10, 0, -10, 1], none, [1, -10, 0, 10, -1], [0, 1, 0, -1, 0]],
} as const satisfies Record<string, Weights>;

/** In zigzag order, from the first coefficient on. */
const coarseWeights: readonly Weights[] = [
  coarse.average,
  coarse.slope,
  turned(coarse.slope),
  turned(coarse.curve),
  coarse.twist,
  coarse.curve,
  coarse.wave,
  coarse.bend,
  turned(coarse.bend),
  turned(coarse.wave),
];
const fineWeights: readonly (Weights | undefined)[] = [
  undefined,
  fine.slope,
  turned(fine.slope),
  turned(fine.curve),
  fine.twist,
  fine.curve,
];

const places = [...coarseWeights.keys()];

/**
 * Whether libjpeg-turbo smooths an image: it is progressive, and its scans end before they have given the lowest
 * frequencies in full.
 */
export function needsSmoothing({ progressive, components }: Frame): boolean {
  const isPossible = components.every(
    ({ accuracy, steps }) =>
      accuracy.missingBits(0) < Infinity && places.every(place => steps![zigzag[place]!]! > 0),
  );
  const isUseful = components.some(({ accuracy }) =>
    places.some(place => place > 0 && accuracy.missingBits(place) > 0),
  );
  return progressive && isPossible && isUseful;
}

/** Gives the coefficients of a block in zigzag order, valid until it is called again. */
export type BlockSmoother = (x: number, y: number) => Int16Array;

/**
 * Gives the blocks of a component with estimates of what its scans have not given, as libjpeg-turbo's block smoothing
 * does since version 2.1: ITU T.81, annex K.8, on the blocks two to each side.
 *
 * @param unitsDown rows of units in the image.
 */
export function blockSmoother(component: Component, unitsDown: number): BlockSmoother {
  const { accuracy, coefficients, blocksAcross } = component;
  const isCoarse = places.every(place => place === 0 || accuracy.missingBits(place) === Infinity);
  const steps = places.map(place => component.steps![zigzag[place]!]!);
  const missing = (isCoarse ? coarseWeights : fineWeights).flatMap((weights, place) => {
    const limit = place === 0 ? Infinity : 2 ** accuracy.missingBits(place) - 1;
    return weights && limit > 0 ? [{ place, weights: weights.flat(), limit }] : [];
  });
  const lastColumn = Math.ceil(component.width / 8) - 1;
  const firsts = new Int16Array(25);
  const block = new Int16Array(64);
  return (x, y) => {
    let count = 0;
    for (const row of rowsAround(component, unitsDown, y)) {
      for (let column = x - 2; column <= x + 2; column++) {
        const inside = Math.min(Math.max(column, 0), lastColumn);
        firsts[count++] = coefficients[(row * blocksAcross + inside) * 64]!;
      }
    }
    const from = (y * blocksAcross + x) * 64;
    block.set(coefficients.subarray(from, from + 64));
    for (const { place, weights, limit } of missing) {
      if (place > 0 && block[place] !== 0) continue;
      const sum = steps[0]! * weights.reduce((total, weight, index) => total + weight * firsts[index]!, 0);
      const unit = 256 * steps[place]!;
      block[place] = Math.sign(sum) * Math.min(limit, Math.floor((Math.abs(sum) + unit / 2) / unit));
    }
    return block;
  };
}

/** The rows of blocks two above `y` to two below; as libjpeg counts them, where the image ends within a unit, too. */
function rowsAround({ unitDown, height }: Component, unitsDown: number, y: number): readonly number[] {
  const unit = Math.floor(y / unitDown);
  const isLast = unit === unitsDown - 1;
  const rows = (isLast && Math.ceil(height / 8) % unitDown) || unitDown;
  const counted = unit * rows + (y % unitDown);
  const left = rows * unitsDown - 1 - counted;
  const above = counted > 0 ? y - 1 : y;
  const below = left > 0 ? y + 1 : y;
  return [counted > 1 ? y - 2 : above, above, y, below, left > 1 ? y + 2 : below];
}
