import assert from 'node:assert/strict';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import { concrete } from '../../src/engine/pipeline/apply.ts';
import type { Shape } from '../../src/shared/shape.ts';
import type { StepOutcome } from '../../src/shared/view.ts';
import { catalogue } from '../../src/worker/catalogue.ts';
import { drawnSteps, drawnText } from '../../webview/drawn.ts';

const shape: Shape = { width: 40, height: 30, channels: 3, dtype: 'uint8', orientation: 1 };

/** What is said of the first step of a pipeline, in few words and in full. */
function said(steps: string): readonly [string | undefined, string] {
  const { pipeline } = parsePipeline(`steps: [${steps}]`, 'yaml');
  const [step] = pipeline!.steps;
  const { drawn } = concrete(step!, 0, shape, { seed: 1, path: 'a.png', version: 0 });
  const { operation } = step!;
  const { steps: sampled, chosen } = drawn!;
  const outcome: StepOutcome = { operation, skipped: false, shape, milliseconds: 0, sampled, chosen };
  const [told] = drawnSteps([step!], [outcome], catalogue());
  return [told && `${told.title}: ${told.words}`, drawnText(step!, outcome, catalogue())];
}

describe('what was drawn, in words', () => {
  it('names the step that was chosen, and what it came to', () => {
    assert.deepEqual(said('one_of: { p: 1, steps: [gamma: { gamma: 2 }] }'), [
      'One of: Gamma',
      'drawn: Gamma (gamma 2 match opencv)',
    ]);
    assert.deepEqual(said('one_of: { p: 1, steps: [horizontal_flip] }'), [
      'One of: Random horizontal flip axis horizontal',
      'drawn: Random horizontal flip (flip axis horizontal)',
    ]);
  });

  it('names all of several, however deep, and those that left the image as it is', () => {
    const deep =
      'sequence: { p: 1, steps: [invert, { some_of: { n: 2, steps: [gamma: { gamma: 2 }, invert: { p: 0 }] } }] }';
    assert.deepEqual(said(deep), [
      'Sequence: Invert; Gamma; Invert (unchanged)',
      'drawn: Invert, then Gamma (gamma 2 match opencv), then Invert (left as it is)',
    ]);
  });

  it('says when nothing was chosen', () => {
    assert.deepEqual(said('one_of: { p: 0, steps: [flip] }'), ['One of: unchanged', 'drawn: left as it is']);
  });
});
