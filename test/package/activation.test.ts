import assert from 'node:assert/strict';
import { activateOnce } from '../benchmark/activation.ts';

/** Of the processor, so that a busy machine does not matter, and still twice what is promised. */
const mostMilliseconds = 100;

describe('activation', () => {
  it('takes little time in a process that has done nothing before', () => {
    const all = Array.from({ length: 5 }, activateOnce);
    assert.ok(all.every(({ registered }) => registered > 20));
    const best = Math.min(...all.map(({ processor }) => processor));
    assert.ok(best <= mostMilliseconds, `${best} ms`);
  });
});
