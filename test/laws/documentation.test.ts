import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { operationsPage } from '../docs/operationsPage.ts';

describe('media/docs/operations.md', () => {
  it('says what the registry says; npm run docs writes it anew', () => {
    const committed = readFileSync(new URL('../../media/docs/operations.md', import.meta.url), 'utf8');
    assert.equal(committed, operationsPage());
  });
});
