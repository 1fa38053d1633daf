import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describeImpact } from '../../../src/cli/impactText.ts';
import { describeProblem } from '../../../src/cli/problems.ts';
import { alignColumns } from '../../../src/cli/table.ts';
import type { WholeImpact } from '../../../src/worker/client.ts';

describe('texts of the command line', () => {
  it('align the rows of very many images', () => {
    const rows = Array.from({ length: 200_000 }, (_row, index) => [`${index}`, 'a']);
    const lines = alignColumns(rows, ['right', 'left']).split('\n');
    assert.deepEqual([lines[0], lines.at(-1)], ['     0  a', '199999  a']);
  });

  it('claim nothing of results where there are none', () => {
    const none = { images: 0 };
    const figures = { clipped: 0, entropy: 0 };
    const impact: WholeImpact = {
      images: 2,
      failed: [{ value: 'The step cannot be.', count: 2, image: 'a.png' }],
      shapes: [],
      differentShapes: 0,
      upscaled: none,
      padding: { share: 0, ...none },
      memory: { bytes: 0, largest: 0 },
      samples: { images: 0, failed: [], before: figures, after: figures, disk: 0 },
    };
    assert.equal(
      describeImpact(impact),
      [
        'results: none',
        'cannot be developed: 2 of 2, such as a.png: The step cannot be.',
        'enlarged: none',
        'padding: none',
        'all results: 0 B in memory, the largest 0 B',
      ].join('\n'),
    );
  });

  it('name every file as one would type it', () => {
    const here = (name: string) => join(process.cwd(), name);
    const message = `${here('a/x y.png')} and ${here('b/x y.png')} would be one file (${here('o.npy')}), not ${join(here('..'), 'o')}.`;
    const described = describeProblem({ code: 'bad_argument', message, file: here('a/x y.png') });
    assert.equal(
      described,
      `a/x y.png and b/x y.png would be one file (o.npy), not ${join(here('..'), 'o')}.`,
    );
  });
});
