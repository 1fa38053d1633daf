import assert from 'node:assert/strict';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import { imagesToTry } from './cases.ts';
import { inverses, withoutInverse } from './inverses.ts';

describe('what is undone leaves no trace', () => {
  it('every operation says in test/laws/inverses.ts what undoes it, or why nothing does', () => {
    const said = [...Object.keys(inverses), ...Object.keys(withoutInverse)];
    const ids = deterministicOperations.map(({ id }) => id);
    const report = {
      missing: ids.filter(id => !said.includes(id)),
      stale: said.filter(id => !ids.includes(id)),
    };
    assert.deepEqual(report, { missing: [], stale: [] });
  });

  for (const [id, cycles] of Object.entries(inverses)) {
    it(id, () => {
      for (const [index, cycle] of cycles.entries()) {
        let count = 0;
        for (const input of imagesToTry()) {
          const changes = cycle(input);
          if (!changes) continue;
          const output = changes.reduce((image, change) => change(image), input);
          assert.deepEqual(
            output,
            input,
            `cycle ${index} on ${input.width}×${input.height}×${input.channels}`,
          );
          count++;
        }
        assert.ok(count > 0, `cycle ${index} applies to no image`);
      }
    });
  }
});
