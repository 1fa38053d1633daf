/** Place in the 8×8 block of each coefficient in zigzag order. ITU T.81, figure A.6. */
export const zigzag = makeZigzag();

function makeZigzag(): Uint8Array {
  const order = new Uint8Array(64);
  let index = 0;
  for (let diagonal = 0; diagonal < 15; diagonal++) {
    for (let step = 0; step <= diagonal; step++) {
      const [row, column] = diagonal & 1 ? [step, diagonal - step] : [diagonal - step, step];
      if (row < 8 && column < 8) order[index++] = row * 8 + column;
    }
  }
  return order;
}

/** ITU T.81, tables K.1 (luminance) and K.2 (chrominance), row by row. */
const luminance = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22,
  29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103,
  121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
];
const chrominance = [
  17,
  18,
  24,
  47,
  99,
  99,
  99,
  99,
  18,
  21,
  26,
  66,
  99,
  99,
  99,
  99,
  24,
  26,
  56,
  99,
  99,
  99,
  99,
  99,
  47,
  66,
  99,
  99,
  99,
  99,
  99,
  99,
  ...Array<number>(32).fill(99),
];

/**
 * Quantisation steps, row by row, for a quality from 1 to 100, on the scale of the Independent JPEG Group: 50 is the
 * table itself, 100 is all ones.
 */
export function quantization(kind: 'luminance' | 'chrominance', quality: number): Uint8Array {
  const bounded = Math.min(100, Math.max(1, Math.round(quality)));
  const percent = bounded < 50 ? Math.floor(5000 / bounded) : 200 - 2 * bounded;
  return Uint8Array.from(kind === 'luminance' ? luminance : chrominance, step =>
    Math.min(255, Math.max(1, Math.floor((step * percent + 50) / 100))),
  );
}
