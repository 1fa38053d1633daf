import assert from 'node:assert/strict';
import { bilateralFilter } from '../../../src/engine/operations/filter/bilateral_filter.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('bilateral_filter', () => {
  it('is the mean of a circle when nothing is too different or too far', () => {
    const spot = image(
      Array.from({ length: 5 }, (_row, y) =>
        Array.from({ length: 5 }, (_column, x) => (x === 2 && y === 2 ? 50 : 0)),
      ),
    );
    const output = rows(applied(bilateralFilter, { diameter: 3, sigma_color: 1e6, sigma_space: 1e6 }, spot));
    assert.deepEqual(output, [
      [0, 0, 0, 0, 0],
      [0, 0, 10, 0, 0],
      [0, 10, 10, 10, 0],
      [0, 0, 10, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
  });

  it('keeps every pixel when colours may not differ', () => {
    for (const dtype of ['uint8', 'uint16'] as const) {
      const input = noise(9, 8, 3, dtype);
      assert.deepEqual(applied(bilateralFilter, { sigma_color: 0.01 }, input).data, input.data);
    }
  });

  it('weighs 16 bits as 8 bits of another unit', () => {
    const bytes = noise(12, 9, 3, 'uint8');
    const words = { ...bytes, data: Uint16Array.from(bytes.data, value => value * 257) };
    const narrow = applied(bilateralFilter, { sigma_color: 40 }, bytes).data;
    const wide = applied(bilateralFilter, { sigma_color: 40 * 257 }, words).data;
    narrow.forEach((value, index) => {
      assert.ok(Math.abs(wide[index]! / 257 - value) <= 0.51);
    });
  });

  it('does not let alpha keep colours apart, and averages it with them', () => {
    const pixels = image([
      [
        [10, 10, 10, 0],
        [10, 10, 10, 90],
        [10, 10, 10, 0],
      ],
    ]);
    const output = rows(applied(bilateralFilter, { diameter: 3, sigma_space: 1e6 }, pixels));
    assert.deepEqual(output[0]![1], [10, 10, 10, 54]);
  });

  it('averages alpha where the colour is the same everywhere, in floats as in bytes', () => {
    const bytes = image([
      [
        [7, 7, 7, 0],
        [7, 7, 7, 90],
        [7, 7, 7, 0],
      ],
    ]);
    const floats = { ...bytes, data: Float32Array.from(bytes.data) };
    const values = { diameter: 3, sigma_color: 1, sigma_space: 1e6 };
    const alphas = (input: typeof bytes) =>
      rows(applied(bilateralFilter, values, input))
        .flat()
        .map(pixel => Math.round((pixel as number[])[3]!));
    assert.deepEqual(alphas(bytes), [36, 54, 36]);
    assert.deepEqual(alphas(floats), [36, 54, 36]);
  });

  it('sees one colour distance over the three channels', () => {
    const pair = (far: number[]) => image([[[100, 100, 100], far]]);
    const written = { diameter: 3, sigma_color: 20, border_mode: 'replicate' };
    const first = (far: number[]) =>
      (rows(applied(bilateralFilter, written, pair(far)))[0]![0] as number[])[0]!;
    assert.ok(first([110, 100, 100]) > 100);
    assert.equal(first([110, 200, 200]), 100);
  });
});
