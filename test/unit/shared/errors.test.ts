import assert from 'node:assert/strict';
import { toProblem } from '../../../src/shared/errors.ts';

describe('a lack of memory', () => {
  const cases: Record<string, () => unknown> = {
    'an array': () => new ArrayBuffer(Number.MAX_SAFE_INTEGER),
    'a module': () => {
      // As V8 says it where a process may only have so much.
      throw new RangeError(
        'WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance',
      );
    },
  };
  for (const [what, take] of Object.entries(cases)) {
    it(`for ${what} is no bug, and says what to do`, () => {
      assert.throws(take, thrown => {
        const { code, hint, bug, file } = toProblem(thrown, { file: 'a.png' });
        assert.deepEqual([code, bug, file], ['too_large', undefined, 'a.png']);
        assert.match(hint!, /fewer workers/);
        return true;
      });
    });
  }

  it('is no name for every number out of range', () => {
    assert.equal(toProblem(new RangeError('Invalid array length')).code, 'bug');
  });
});
