import assert from 'node:assert/strict';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

const stepsOf = (parameters: object, draw = 0) =>
  sampled('grid_distortion', { p: 1, ...parameters }, draw)[0]!.values['steps'] as number[][];

describe('grid_distortion', () => {
  it('draws every step uniformly around 1, those across and down apart', () => {
    const drawn = Array.from({ length: 1000 }, (_, draw) =>
      stepsOf({ num_steps: 3, distort_limit: [-0.2, 0.6], normalized: false }, draw),
    );
    for (const axis of [0, 1]) {
      for (const index of [0, 1, 2, 3]) {
        assertUniform(
          drawn.map(steps => steps[axis]![index]!),
          0.8,
          1.6,
        );
      }
    }
    const together = drawn.reduce((sum, [x, y]) => sum + (x![0]! - 1.2) * (y![0]! - 1.2), 0) / 1000;
    // Five standard errors of the mean product of two independent uniform deviations.
    assert.ok(Math.abs(together) < (5 * (0.8 ** 2 / 12)) / Math.sqrt(1000), String(together));
  });

  it('scales the steps so that together they show the image, when normalized', () => {
    // 40×30 in 7 cells of 5×4 pixels, and a rest of 5 across and 2 down.
    for (let draw = 0; draw < 50; draw++) {
      const [across, down] = stepsOf({ num_steps: 7, distort_limit: [-1, 1] }, draw);
      const sum = (steps: number[]) => steps.reduce((total, step) => total + step, 0);
      assert.ok(Math.abs(sum(across!) * 5 - 40) < 1e-9);
      assert.ok(Math.abs(sum(down!) * 4 - 30) < 1e-9);
      assert.equal(across!.length, 8);
    }
  });

  it('gives an even grid where nothing is to be shown of any cell', () => {
    const [across] = stepsOf({ num_steps: 4, distort_limit: [-1, -1] });
    assert.deepEqual(across, [1, 1, 1, 1, 0]);
  });

  it('refuses an image of fewer pixels than cells', () => {
    assert.throws(
      () => stepsOf({ num_steps: 31 }),
      (thrown: unknown) =>
        thrown instanceof DarkroomError &&
        thrown.code === 'out_of_domain' &&
        /31×31 pixels but received 40×30/.test(thrown.message),
    );
  });
});
