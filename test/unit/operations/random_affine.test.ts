import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

const ranges = { scale: [0.5, 2], translate: [-0.1, 0.3], rotate: [10, 40], shear: [-44, 44], p: 1 };

describe('random_affine', () => {
  it('draws every amount uniformly within its range, those of two axes apart', () => {
    const drawn = Array.from({ length: 1000 }, (_, draw) => {
      const values = sampled('random_affine', ranges, draw)[0]!.values;
      return [values['scale'], values['rotate'], values['translate'], values['shear']].flat() as number[];
    });
    const column = (index: number) => drawn.map(values => values[index]!);
    assertUniform(column(0), 0.5, 2);
    assertUniform(column(1), 10, 40);
    for (const axis of [2, 3]) assertUniform(column(axis), -0.1, 0.3);
    for (const axis of [4, 5]) assertUniform(column(axis), -44, 44);
    const [across, down] = [column(2), column(3)];
    const together = across.reduce((sum, x, index) => sum + (x - 0.1) * (down[index]! - 0.1), 0) / 1000;
    // Five standard errors of the mean product of two independent uniform deviations.
    assert.ok(Math.abs(together) < (5 * (0.4 ** 2 / 12)) / Math.sqrt(1000), String(together));
  });

  it('does nothing to the image unless told', () => {
    const [affine] = sampled('random_affine', { p: 1 });
    assert.deepEqual(affine, {
      operation: 'affine',
      values: {
        scale: 1,
        translate: [0, 0],
        rotate: 0,
        shear: [0, 0],
        interpolation: 'bilinear',
        border_mode: 'constant',
        fill: [0],
      },
    });
  });
});
