import assert from 'node:assert/strict';
import { erase } from '../../../src/engine/operations/drawn/erase.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, rows } from '../../fixtures/image.ts';

describe('erase', () => {
  it('takes one colour value per channel, alpha included', () => {
    const input = image([[[1, 2, 3, 4], [5, 6, 7, 8]]]); // prettier-ignore
    const output = applied(erase, { holes: [[1, 0, 1, 1]], fill: [9, 8, 7, 255] }, input);
    assert.deepEqual(rows(output), [[[1, 2, 3, 4], [9, 8, 7, 255]]]); // prettier-ignore
  });

  it('refuses a hole beyond the image, naming both', () => {
    assert.throws(() => applied(erase, { holes: [[2, 0, 2, 1]] }, image([[1, 2, 3]])), {
      code: 'out_of_domain',
      message: /received 2×1 at \(2, 0\) on 3×1×1 uint8/,
    });
  });

  it('refuses rows that are no rectangle in whole pixels', () => {
    for (const holes of [[[1, 2, 3]], [[0, 0, 1.5, 1]], [[-1, 0, 1, 1]]]) {
      const { faults } = resolveStep(erase, { holes }, 'opencv');
      assert.deepEqual(faults.map(({ parameter }) => parameter), ['holes']); // prettier-ignore
    }
  });
});
