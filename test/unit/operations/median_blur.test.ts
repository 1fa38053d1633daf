import assert from 'node:assert/strict';
import { medianBlur } from '../../../src/engine/operations/filter/median_blur.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('median_blur', () => {
  it('finds the same by histogram as by selection', () => {
    const bytes = noise(19, 14, 3, 'uint8');
    for (const kernel_size of [3, 5, 7, 15]) {
      const expected = applied(medianBlur, { kernel_size }, bytes).data;
      for (const wide of [Uint16Array.from(bytes.data), Float32Array.from(bytes.data)]) {
        const output = applied(medianBlur, { kernel_size }, { ...bytes, data: wide }).data;
        assert.deepEqual([...output], [...expected]);
      }
    }
  });

  it('removes salt and pepper and keeps a corner of the image', () => {
    const specks = image([
      [9, 9, 9, 0],
      [9, 0, 9, 9],
      [9, 9, 255, 9],
    ]);
    assert.deepEqual(
      rows(applied(medianBlur, {}, specks)),
      Array.from({ length: 3 }, () => [9, 9, 9, 9]),
    );
  });

  it('repeats the edge unless told otherwise', () => {
    const row = image([[8, 1, 2]]);
    assert.deepEqual(rows(applied(medianBlur, {}, row)), [[8, 2, 2]]);
    assert.deepEqual(rows(applied(medianBlur, { border_mode: 'constant' }, row)), [[0, 0, 0]]);
    assert.deepEqual(rows(applied(medianBlur, { border_mode: 'wrap' }, row)), [[2, 2, 2]]);
    assert.deepEqual(rows(applied(medianBlur, { border_mode: 'reflect_101' }, row)), [[1, 2, 1]]);
  });

  it('ends on values that are not numbers', () => {
    const broken = { ...noise(9, 9, 1, 'float32'), data: new Float32Array(81).fill(NaN) };
    assert.equal(applied(medianBlur, { kernel_size: 7 }, broken).data.length, 81);
    broken.data.fill(1, 0, 40);
    assert.equal(applied(medianBlur, { kernel_size: 7 }, broken).data.length, 81);
  });

  it('refuses a large kernel beyond 8 bits', () => {
    const written = { kernel_size: 17 };
    assert.equal(applied(medianBlur, written, noise(3, 3, 1, 'uint8')).width, 3);
    assert.throws(() => applied(medianBlur, written, noise(3, 3, 1, 'uint16')), {
      code: 'out_of_domain',
      message: /at most 15 for median_blur on 3×3×1 uint16 but received 17/,
    });
  });
});
