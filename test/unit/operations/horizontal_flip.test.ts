import assert from 'node:assert/strict';
import { sampled } from '../../fixtures/sampled.ts';

describe('horizontal_flip', () => {
  it('comes to a flip, or to nothing', () => {
    const drawn = Array.from({ length: 40 }, (_, draw) => sampled('horizontal_flip', {}, draw));
    const flip = [{ operation: 'flip', values: { axis: 'horizontal' } }];
    for (const steps of drawn) assert.deepEqual(steps, steps.length === 0 ? [] : flip);
    assert.ok(drawn.some(steps => steps.length === 0) && drawn.some(steps => steps.length === 1));
  });
});
