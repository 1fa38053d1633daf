import assert from 'node:assert/strict';
import { recent } from '../../src/engine/recent.ts';

describe('what was made last', () => {
  it('is given again for the same key, and made again once others have pushed it out', () => {
    const made: string[] = [];
    const name = recent((first: number, second: number) => {
      made.push(`${first},${second}`);
      return { first, second };
    }, 2);
    const one = name(1, 2);
    assert.equal(name(1, 2), one);
    name(12, 0);
    assert.equal(name(1, 2), one);
    name(3, 4);
    name(12, 0);
    assert.notEqual(name(1, 2), one);
    assert.deepEqual(made, ['1,2', '12,0', '3,4', '12,0', '1,2']);
  });
});
