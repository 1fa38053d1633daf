import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { PipelineLanguage, Step } from '../../../src/shared/pipeline.ts';
import type { StepPath } from '../../../src/shared/stepPath.ts';
import { focusAfter, locateSteps, stepAt } from '../../../src/shared/steps.ts';

/** The step under every `|`, which is where the cursor is and not part of the text. */
function stepAtCursor(marked: string, language: PipelineLanguage = 'yaml'): StepPath | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { pipeline } = parsePipeline(text, language);
  assert.ok(pipeline, 'the text is a pipeline');
  return stepAt(text, locateSteps(pipeline.steps), offset);
}

describe('the step under the cursor', () => {
  it('begins with its dash and ends with the next one, comments between them included', () => {
    assert.deepEqual(stepAtCursor('steps:\n|  - flip\n  - orient\n'), [0]);
    assert.deepEqual(stepAtCursor('steps:\n  - flip|\n  - orient\n'), [0]);
    assert.deepEqual(stepAtCursor('steps:\n  - flip\n  # how it is held|\n  - orient\n'), [0]);
    assert.deepEqual(stepAtCursor('steps:\n  - flip\n | - orient\n'), [1]);
  });

  it('is found in a map over several lines, and at its end', () => {
    const text =
      'steps:\n  - flip\n  - resize:\n      width: 3\n      height: 4 # px|\n\noutput: { format: png }\n';
    assert.deepEqual(stepAtCursor(text), [1]);
  });

  it('is none before the first and behind the last', () => {
    assert.equal(stepAtCursor('ver|sion: 1\nsteps:\n  - flip\n'), undefined);
    assert.equal(stepAtCursor('steps:|\n  - flip\n'), undefined);
    assert.equal(stepAtCursor('steps:\n  - flip\noutput: { format: |png }\n'), undefined);
  });

  it('is told apart on one line', () => {
    assert.deepEqual(stepAtCursor('{ "steps": ["fl|ip", "orient"] }', 'json'), [0]);
    assert.deepEqual(stepAtCursor('{ "steps": ["flip", "or|ient"] }', 'json'), [1]);
  });
});

describe('the step under the cursor, inside another', () => {
  const text = `steps:
  - orient
  - one_of:
      p: 0.5
      steps:
        - flip # left and right
        - some_of:
            steps:
              - gaussian_blur: { kernel_size: 5 }
              # the last
              - invert
  - normalize
`;
  const at = (place: string) => stepAtCursor(text.replace(place, `|${place}`));

  it('is the innermost one, and what holds it where it is about that', () => {
    assert.deepEqual(at('- one_of'), [1]);
    assert.deepEqual(at('0.5'), [1]);
    assert.deepEqual(at('        - flip'), [1, 0]);
    assert.deepEqual(at('left and right'), [1, 0]);
    assert.deepEqual(at('some_of'), [1, 1]);
    assert.deepEqual(at('5 }'), [1, 1, 0]);
    assert.deepEqual(at('the last'), [1, 1, 0]);
    assert.deepEqual(at('invert'), [1, 1, 1]);
    assert.deepEqual(at('normalize'), [2]);
  });

  it('is found on one line, and is the holder behind the list', () => {
    const line = 'steps: [{ one_of: { steps: [flip, invert], p: 0.5 } }, orient]';
    const atWord = (word: string) => stepAtCursor(line.replace(word, `|${word}`));
    assert.deepEqual(atWord('flip'), [0, 0]);
    assert.deepEqual(atWord('vert]'), [0, 1]);
    assert.deepEqual(atWord('0.5'), [0]);
    assert.deepEqual(atWord('orient'), [1]);
  });

  it('is the one that is written there, not the one that an alias stands for', () => {
    const aliased = `steps:
  - one_of: &some
      steps: [flip, invert]
  - sequence: *some
`;
    assert.deepEqual(stepAtCursor(aliased.replace('vert]', '|vert]')), [0, 1]);
    assert.deepEqual(stepAtCursor(aliased.replace('*some', '*|some')), [1]);
  });
});

/** That many steps, the last of which holds that many others. */
function flips(count: number): readonly Step[] {
  const flip: Step = { operation: 'flip', values: {}, enabled: true, mode: 'always' };
  const list = Array.from({ length: count }, () => flip);
  return list.with(-1, { ...flip, operation: 'one_of', values: { steps: list } });
}

describe('the step in focus after an edit', () => {
  it('stays the same step, wherever it comes to stand', () => {
    assert.deepEqual(focusAfter({ kind: 'move', step: [0], to: 3 }, [2], flips(5)), [1]);
    assert.deepEqual(focusAfter({ kind: 'move', step: [4], to: 1 }, [2], flips(5)), [3]);
    assert.deepEqual(focusAfter({ kind: 'move', step: [2], to: 0 }, [2], flips(5)), [0]);
    assert.deepEqual(focusAfter({ kind: 'move', step: [3], to: 4 }, [2], flips(5)), [2]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [0] }, [2], flips(5)), [1]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [4] }, [2], flips(5)), [2]);
    assert.equal(focusAfter({ kind: 'enable', step: [0], enabled: false }, undefined, flips(5)), undefined);
  });

  it('is the new one, and the next one when it was removed', () => {
    assert.deepEqual(focusAfter({ kind: 'insert', at: [1], operation: 'flip' }, [3], flips(5)), [1]);
    assert.deepEqual(focusAfter({ kind: 'duplicate', step: [1] }, [3], flips(5)), [2]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [2] }, [2], flips(5)), [2]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [4] }, [4], flips(5)), [3]);
    assert.equal(focusAfter({ kind: 'remove', step: [0] }, [0], flips(1)), undefined);
  });

  it('follows the same rules inside another step, and outside where that moves', () => {
    assert.deepEqual(focusAfter({ kind: 'move', step: [4], to: 1 }, [4, 2], flips(5)), [1, 2]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [0] }, [4, 2], flips(5)), [3, 2]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [4, 0] }, [4, 2], flips(5)), [4, 1]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [4, 0] }, [2], flips(5)), [2]);
    assert.deepEqual(focusAfter({ kind: 'move', step: [4, 0], to: 2 }, [4, 1], flips(5)), [4, 0]);
    assert.deepEqual(focusAfter({ kind: 'insert', at: [4, 5], operation: 'flip' }, [4], flips(5)), [4, 5]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [4, 4] }, [4, 4], flips(5)), [4, 3]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [0, 0] }, [0, 0], flips(1)), [0]);
    assert.deepEqual(focusAfter({ kind: 'remove', step: [1] }, [1, 0], flips(2)), [0]);
    assert.deepEqual(focusAfter({ kind: 'relocate', step: [4, 0], at: [4] }, [4, 0], flips(5)), [4]);
    assert.deepEqual(focusAfter({ kind: 'relocate', step: [4, 0], at: [4] }, [4, 1], flips(5)), [5, 0]);
    assert.deepEqual(focusAfter({ kind: 'relocate', step: [1], at: [4, 2] }, [1], flips(5)), [3, 2]);
    assert.deepEqual(focusAfter({ kind: 'relocate', step: [1], at: [4, 2] }, [4, 2], flips(5)), [3, 3]);
    assert.deepEqual(focusAfter({ kind: 'relocate', step: [1], at: [4, 2] }, [0], flips(5)), [0]);
  });
});
