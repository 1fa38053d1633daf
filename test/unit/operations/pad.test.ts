import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { pad } from '../../../src/engine/operations/geometry/pad.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { applied, assertPixelsFollowMap } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const row = image([[1, 2, 3]]);

describe('pad', () => {
  it('puts the odd pixel at the bottom and right', () => {
    assert.deepEqual(rows(applied(pad, { width: 4, height: 2 }, row)), [
      [1, 2, 3, 0],
      [0, 0, 0, 0],
    ]);
  });

  const borders = {
    constant: [5, 5, 5, 5, 1, 2, 3, 5, 5, 5, 5],
    replicate: [1, 1, 1, 1, 1, 2, 3, 3, 3, 3, 3],
    reflect: [3, 3, 2, 1, 1, 2, 3, 3, 2, 1, 1],
    reflect_101: [1, 2, 3, 2, 1, 2, 3, 2, 1, 2, 3],
    wrap: [3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1],
  };
  for (const [border_mode, expected] of Object.entries(borders)) {
    it(`continues a row with ${border_mode}`, () => {
      assert.deepEqual(rows(applied(pad, { width: 11, border_mode, fill: 5 }, row)), [expected]);
    });
  }

  it('reaches the least size and then the next multiple', () => {
    const { width, height } = applied(pad, { width: 10, divisor: 4 }, noise(5, 8, 1, 'uint8'));
    assert.deepEqual([width, height], [12, 8]);
  });

  it('takes one fill value per channel', () => {
    const output = applied(pad, { width: 3, fill: [7, 8, 9], position: 'top_left' }, image([[[1, 2, 3]]]));
    assert.deepEqual(rows(output), [
      [
        [1, 2, 3],
        [7, 8, 9],
        [7, 8, 9],
      ],
    ]);
  });

  it('follows its map at every position', () => {
    for (const position of ['center', 'top_left', 'top_right', 'bottom_left', 'bottom_right']) {
      assertPixelsFollowMap(pad, { width: 6, height: 7, position }, noise(3, 4, 3, 'uint16'));
    }
  });

  it('refuses fills that do not fit the image', () => {
    const values = { width: 9, height: undefined, divisor: undefined, position: 'center' };
    const shaped = (fill: number[]) => () =>
      pad.shape(shapeOf(row), { ...values, border_mode: 'constant', fill });
    assert.throws(shaped([1, 2, 3]), {
      code: 'out_of_domain',
      message: 'Pad expects one number for fill on 3×1×1 uint8 but received 3.',
    });
    assert.throws(shaped([256]), { code: 'out_of_domain', message: /0 to 255 for fill/ });
    assert.throws(shaped([-1]), { code: 'out_of_domain' });
  });

  it('refuses to be asked for nothing', () => {
    const { faults } = resolveStep(pad, { fill: 1 }, 'opencv');
    assert.deepEqual(
      faults.map(({ code, parameter }) => [code, parameter]),
      [['inconsistent', 'width']],
    );
  });
});
