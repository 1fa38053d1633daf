import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

describe('random_rotate', () => {
  it('draws the angle uniformly within the limit, either way', () => {
    const angles = Array.from(
      { length: 1000 },
      (_, draw) => sampled('random_rotate', { limit: 30, p: 1 }, draw)[0]?.values['angle'] as number,
    );
    assertUniform(angles, -30, 30);
  });

  it('turns by at most 15° unless told, fills as told, and keeps the size', () => {
    const [rotate] = sampled('random_rotate', { border_mode: 'wrap', fill: 3, p: 1 });
    assert.ok(Math.abs(rotate?.values['angle'] as number) <= 15);
    assert.deepEqual(
      [rotate?.operation, rotate?.values['border_mode'], rotate?.values['fill'], rotate?.values['expand']],
      ['rotate', 'wrap', [3], false],
    );
  });
});
