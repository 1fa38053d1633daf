import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { campaign, type Found } from './campaign.ts';
import { caseOf, fileCase, Seeds, type Case } from './cases.ts';
import { filesBelow } from './imageSeeds.ts';

const kept = fileURLToPath(new URL('../fixtures/fuzz/', import.meta.url));
/** Enough for some twenty seconds; `npm run fuzz` goes on from here. */
const shortRun = 1000;

describe('hostile files, pipelines and annotations', () => {
  async function nothingFoundIn(cases: Iterator<Case>): Promise<number> {
    const told: string[] = [];
    const tell = ({ kind, what, message, index }: Found) => {
      told.push(`${kind}: ${what}: ${message} (npm run fuzz -- --index ${index ?? 'none'})`);
    };
    let index = 0;
    const next = () => {
      const taken = cases.next();
      return taken.done ? undefined : { tried: taken.value, index: index++ };
    };
    const tally = await campaign({ processes: 2, next, onFound: tell });
    assert.deepEqual(told, []);
    return tally.cases;
  }

  it('that once did harm do none', async () => {
    const files = filesBelow(kept);
    const cases = files.map(path => fileCase(relative(kept, path), new Uint8Array(readFileSync(path))));
    assert.equal(await nothingFoundIn(cases.values()), files.length);
  }).timeout(60_000);

  it('made up by chance do no harm', async () => {
    const seeds = new Seeds();
    const cases = function* () {
      for (let index = 0; index < shortRun; index++) yield caseOf(seeds, 1, index);
    };
    assert.equal(await nothingFoundIn(cases()), shortRun);
  }).timeout(300_000);
});
