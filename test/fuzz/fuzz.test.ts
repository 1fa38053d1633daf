import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { campaign, type Found } from './campaign.ts';
import { caseOf, keptCase, Seeds } from './cases.ts';
import { filesBelow } from './imageSeeds.ts';

const kept = fileURLToPath(new URL('../fixtures/fuzz/', import.meta.url));
/** Enough for some twenty seconds; `npm run fuzz` goes on from here. */
const shortRun = 1000;

describe('hostile files, pipelines and annotations', () => {
  it('do no harm: those that once did, and others made up by chance', async () => {
    const seeds = new Seeds();
    const cases = function* () {
      for (const path of filesBelow(kept)) {
        yield { tried: keptCase(relative(kept, path), new Uint8Array(readFileSync(path))), index: undefined };
      }
      for (let index = 0; index < shortRun; index++) yield { tried: caseOf(seeds, 1, index), index };
    };
    const remaining = cases();
    const next = () => {
      const taken = remaining.next();
      return taken.done ? undefined : taken.value;
    };
    const told: string[] = [];
    const onFound = ({ kind, what, message, index }: Found) => {
      told.push(`${kind}: ${what}: ${message} (npm run fuzz -- --index ${index ?? 'none'})`);
    };
    const tally = await campaign({ processes: 2, next, onFound });
    assert.deepEqual(told, []);
    assert.ok(tally.cases > shortRun && tally.accepted > 0 && tally.refused > 0);
  }).timeout(300_000);
});
