/** The Python that the contenders in Python run in. */
export const python = process.env['DARKROOM_PYTHON'] ?? 'python3';

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
