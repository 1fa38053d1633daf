import assert from 'node:assert/strict';
import { sampled } from '../../fixtures/sampled.ts';

describe('random_grayscale', () => {
  it('takes the colour of one in ten unless told', () => {
    const draws = 4000;
    const applied = Array.from({ length: draws }, (_, draw) => sampled('random_grayscale', {}, draw)).filter(
      steps => steps.length > 0,
    ).length;
    assert.ok(Math.abs(applied - draws / 10) < 5 * Math.sqrt(draws * 0.09), String(applied));
  });

  it('keeps the number of channels', () => {
    for (const [channels, expected] of [
      [1, 1],
      [3, 3],
      [4, 3],
    ] as const) {
      const shape = { width: 2, height: 2, channels, dtype: 'uint8', orientation: 1 } as const;
      const [grayscale] = sampled('random_grayscale', { p: 1, match: 'pillow' }, 0, shape);
      const values = { method: undefined, channels: expected, match: 'pillow' };
      assert.deepEqual(grayscale, { operation: 'grayscale', values });
    }
  });
});
