import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { exactnessPage } from './exactness.ts';

describe('media/docs/exactness.md', () => {
  it('says what the goldens give now; npm run docs writes it anew', () => {
    const committed = readFileSync(new URL('../../media/docs/exactness.md', import.meta.url), 'utf8');
    assert.equal(committed, exactnessPage());
  });
});
