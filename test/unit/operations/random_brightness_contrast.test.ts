import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

describe('random_brightness_contrast', () => {
  it('draws both uniformly within their limits', () => {
    const parameters = { brightness_limit: 0.1, contrast_limit: 0.5, p: 1 };
    const drawn = Array.from({ length: 1000 }, (_, draw) => {
      const [step] = sampled('random_brightness_contrast', parameters, draw);
      assert.equal(step?.operation, 'brightness_contrast');
      return step.values as { brightness: number; contrast: number };
    });
    assertUniform(
      drawn.map(({ brightness }) => brightness),
      -0.1,
      0.1,
    );
    assertUniform(
      drawn.map(({ contrast }) => contrast),
      -0.5,
      0.5,
    );
  });
});
