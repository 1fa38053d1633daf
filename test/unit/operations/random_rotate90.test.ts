import assert from 'node:assert/strict';
import { sampled } from '../../fixtures/sampled.ts';

describe('random_rotate90', () => {
  it('draws 0 to 3 quarter turns, all of them in turn', () => {
    const turns = Array.from(
      { length: 60 },
      (_, draw) => sampled('random_rotate90', {}, draw)[0]?.values['turns'],
    );
    assert.deepEqual([...new Set(turns)].sort(), [0, 1, 2, 3]);
  });
});
