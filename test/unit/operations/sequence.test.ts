import assert from 'node:assert/strict';
import { assertShares, scale } from '../../fixtures/frequency.ts';
import { sampled } from '../../fixtures/sampled.ts';

describe('sequence', () => {
  it('applies all or none, each by its own p', () => {
    assertShares('sequence', { steps: [scale(2), scale(3)] }, { '': 0.5, '2 3': 0.5 });
    const steps = [scale(2, 0.5), scale(3, 0.5)];
    assertShares('sequence', { p: 1, steps }, { '': 0.25, 2: 0.25, 3: 0.25, '2 3': 0.25 });
  });

  it('draws each step for the size that those before it leave', () => {
    const steps = [
      { center_crop: { width: 10, height: 8 } },
      { random_crop: { width: 10, height: 8, p: 1 } },
    ];
    for (let draw = 0; draw < 20; draw++) {
      const [, crop] = sampled('sequence', { p: 1, steps }, draw);
      assert.deepEqual([crop?.values['x'], crop?.values['y']], [0, 0]);
    }
    assert.throws(
      () => sampled('sequence', { p: 1, steps: [...steps, { crop: { x: 9, y: 0, width: 5, height: 5 } }] }),
      {
        code: 'out_of_domain',
        step: 0,
      },
    );
  });
});
