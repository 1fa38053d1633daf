import assert from 'node:assert/strict';
import { newestSaved, parseSaved, printSaved } from '../../../src/shared/savedMemory.ts';

describe('memory that is saved in two places', () => {
  it('is taken from where it was saved last', () => {
    const earlier = { side: 1, savedAt: 1000 };
    const later = { side: 2, savedAt: 2000 };
    assert.equal(newestSaved(earlier, later), later);
    assert.equal(newestSaved(later, earlier), later);
    assert.equal(newestSaved(undefined, earlier), earlier);
    assert.deepEqual(newestSaved({ side: 3 }, undefined), { side: 3 });
    assert.equal(newestSaved({ side: 3 }, earlier), earlier);
    assert.equal(newestSaved(undefined, 'nonsense'), undefined);
  });

  it('is read as it was written, with the time', () => {
    const before = Date.now();
    const read = parseSaved(printSaved({ side: 1 })) as { side: number; savedAt: number };
    assert.equal(read.side, 1);
    assert.ok(read.savedAt >= before && read.savedAt <= Date.now());
    for (const nothing of [undefined, '', '{']) assert.equal(parseSaved(nothing), undefined);
  });
});
