import assert from 'node:assert/strict';
import { PictureNames } from '../../../src/host/strip.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { StepOutcome, View } from '../../../src/shared/view.ts';

const shape = { width: 2, height: 1, channels: 1, dtype: 'uint8', orientation: 1 } as const;

/** Names of the pictures of these steps; the ones at these indices are skipped. */
function namesOf(names: PictureNames, text: string, version = '1', skipped: readonly number[] = []) {
  const { steps } = parsePipeline(text, 'yaml').pipeline!;
  const view: View = {
    source: { kind: 'file', path: '/a.png', version },
    steps,
    mode: 'train',
    seed: 0,
    path: 'a.png',
  };
  const outcomes = steps.map(({ operation }, index): StepOutcome => ({
    operation,
    skipped: skipped.includes(index),
    shape,
    milliseconds: 1,
  }));
  return names.of(view, outcomes);
}

describe('names of the strip’s pictures', () => {
  it('stay up to the step that has changed, wherever the text stands', () => {
    const names = new PictureNames();
    const before = namesOf(names, 'steps: [flip, gaussian_blur, grayscale]');
    assert.equal(new Set(before).size, 4);
    const moved = namesOf(names, '# now\nsteps:\n  - flip\n  - gaussian_blur\n  - grayscale\n');
    assert.deepEqual(moved, before);
    const after = namesOf(names, 'steps: [flip, gaussian_blur: { kernel_size: 7 }, grayscale]');
    assert.deepEqual(
      after.map((name, index) => name === before[index]),
      [true, true, false, false],
    );
  });

  it('are those of the step before for one that is skipped, and others for another image', () => {
    const names = new PictureNames();
    const before = namesOf(names, 'steps: [flip, grayscale]', '1', [1]);
    assert.equal(before[2], before[1]);
    const after = namesOf(names, 'steps: [flip, grayscale]', '2', [1]);
    assert.ok(after.every(name => !before.includes(name)));
  });
});
