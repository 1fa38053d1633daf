import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { PipelineLanguage } from '../../../src/shared/pipeline.ts';
import { focusAfter, stepAt } from '../../../src/shared/steps.ts';

/** The step under every `|`, which is where the cursor is and not part of the text. */
function stepAtCursor(marked: string, language: PipelineLanguage = 'yaml'): number | undefined {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { pipeline } = parsePipeline(text, language);
  assert.ok(pipeline, 'the text is a pipeline');
  return stepAt(text, pipeline.steps, offset);
}

describe('the step under the cursor', () => {
  it('begins with its dash and ends with the next one, comments between them included', () => {
    assert.equal(stepAtCursor('steps:\n|  - flip\n  - orient\n'), 0);
    assert.equal(stepAtCursor('steps:\n  - flip|\n  - orient\n'), 0);
    assert.equal(stepAtCursor('steps:\n  - flip\n  # how it is held|\n  - orient\n'), 0);
    assert.equal(stepAtCursor('steps:\n  - flip\n | - orient\n'), 1);
  });

  it('is found in a map over several lines, and at its end', () => {
    const text =
      'steps:\n  - flip\n  - resize:\n      width: 3\n      height: 4 # px|\n\noutput: { format: png }\n';
    assert.equal(stepAtCursor(text), 1);
  });

  it('is none before the first and behind the last', () => {
    assert.equal(stepAtCursor('ver|sion: 1\nsteps:\n  - flip\n'), undefined);
    assert.equal(stepAtCursor('steps:|\n  - flip\n'), undefined);
    assert.equal(stepAtCursor('steps:\n  - flip\noutput: { format: |png }\n'), undefined);
  });

  it('is told apart on one line', () => {
    assert.equal(stepAtCursor('{ "steps": ["fl|ip", "orient"] }', 'json'), 0);
    assert.equal(stepAtCursor('{ "steps": ["flip", "or|ient"] }', 'json'), 1);
  });
});

describe('the step in focus after an edit', () => {
  it('stays the same step, wherever it comes to stand', () => {
    assert.equal(focusAfter({ kind: 'move', step: 0, to: 3 }, 2, 5), 1);
    assert.equal(focusAfter({ kind: 'move', step: 4, to: 1 }, 2, 5), 3);
    assert.equal(focusAfter({ kind: 'move', step: 2, to: 0 }, 2, 5), 0);
    assert.equal(focusAfter({ kind: 'move', step: 3, to: 4 }, 2, 5), 2);
    assert.equal(focusAfter({ kind: 'remove', step: 0 }, 2, 5), 1);
    assert.equal(focusAfter({ kind: 'remove', step: 4 }, 2, 5), 2);
    assert.equal(focusAfter({ kind: 'enable', step: 0, enabled: false }, undefined, 5), undefined);
  });

  it('is the new one, and the next one when it was removed', () => {
    assert.equal(focusAfter({ kind: 'insert', at: 1, operation: 'flip' }, 3, 5), 1);
    assert.equal(focusAfter({ kind: 'duplicate', step: 1 }, 3, 5), 2);
    assert.equal(focusAfter({ kind: 'remove', step: 2 }, 2, 5), 2);
    assert.equal(focusAfter({ kind: 'remove', step: 4 }, 4, 5), 3);
    assert.equal(focusAfter({ kind: 'remove', step: 0 }, 0, 1), undefined);
  });
});
