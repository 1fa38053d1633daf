import assert from 'node:assert/strict';
import type { OutlinedStep } from '../../../src/host/outlines.ts';
import { duration, stepHint } from '../../../src/host/stepHint.ts';

const resize: OutlinedStep = {
  operation: 'resize',
  path: [0],
  start: 0,
  end: 6,
  nameEnd: 6,
  enabled: true,
  skipped: false,
  key: 'resize',
  leaves: { width: 224, height: 160, channels: 3, dtype: 'uint8', isVector: false },
};

describe('hint behind a step', () => {
  it('says what leaves the step, and how long it took', () => {
    assert.equal(stepHint(resize, 'cat.jpg', 'train')?.label, '→ 224×160×3 uint8');
    const timed = stepHint({ ...resize, milliseconds: 3.14 }, 'cat.jpg', 'train');
    assert.equal(timed?.label, '→ 224×160×3 uint8 · 3.1 ms');
    assert.match(timed.tooltip, /cat\.jpg/);
    const vector = { width: 150528, height: 1, channels: 1, dtype: 'float32', isVector: true } as const;
    assert.equal(stepHint({ ...resize, leaves: vector }, 'cat.jpg', 'train')?.label, '→ 150528 float32');
  });

  it('leaves open what a photograph decides, and says that it is assumed', () => {
    const open = { channels: 3, dtype: 'uint8', isVector: false } as const;
    const hint = stepHint({ ...resize, leaves: open }, undefined, 'train');
    assert.equal(hint?.label, '→ w×h×3 uint8');
    assert.match(hint.tooltip, /assumed/);
  });

  it('tells skipped and failing steps, and what was drawn', () => {
    assert.deepEqual(stepHint({ ...resize, skipped: true, enabled: false }, 'cat.jpg', 'train'), {
      label: 'skipped',
      tooltip: 'The step is disabled.',
    });
    assert.match(stepHint({ ...resize, skipped: true }, 'cat.jpg', 'inference')!.tooltip, /inference/);
    const problem = {
      code: 'out_of_domain',
      message: 'Step 3: It is too small.',
      hint: 'Enlarge it.',
    } as const;
    assert.deepEqual(stepHint({ ...resize, problem }, 'cat.jpg', 'train'), {
      label: '→ cannot work',
      tooltip: 'It is too small. Enlarge it.',
    });
    const drawn = { ...resize, sampled: [{ operation: 'flip', values: { axis: 'x' } }] };
    assert.match(stepHint(drawn, 'cat.jpg', 'train')!.tooltip, /Drawn: flip: axis "x"\./);
    assert.match(stepHint({ ...resize, sampled: [] }, 'cat.jpg', 'train')!.tooltip, /Drawn: not applied\./);
  });

  it('marks a step inside another that was chosen, and names those of the step around it', () => {
    const { leaves: _leaves, ...inner } = { ...resize, path: [0, 1] as const };
    assert.equal(stepHint(inner, 'cat.jpg', 'train'), undefined);
    const hint = stepHint({ ...inner, isChosen: true }, 'cat.jpg', 'train');
    assert.equal(hint?.label, '✓ chosen');
    assert.match(hint.tooltip, /the sample cat\.jpg/);
    const outer = stepHint({ ...resize, chosen: ['flip', 'gamma'] }, 'cat.jpg', 'train');
    assert.match(outer!.tooltip, /Chosen for this sample: flip, gamma\./);
  });

  it('says nothing where nothing is known', () => {
    const { leaves: _leaves, ...unknown } = resize;
    assert.equal(stepHint(unknown, 'cat.jpg', 'train'), undefined);
  });

  it('writes times in few digits', () => {
    assert.deepEqual([0, 0.0412, 3.14, 31.4, 99.6, 314, 999.7, 3140].map(duration), [
      '0 ms',
      '0.041 ms',
      '3.1 ms',
      '31 ms',
      '100 ms',
      '314 ms',
      '1.0 s',
      '3.1 s',
    ]);
  });
});
