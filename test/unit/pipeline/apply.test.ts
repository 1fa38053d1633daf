import assert from 'node:assert/strict';
import { applySteps, castOutput, inferShapes } from '../../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { image, rows } from '../../fixtures/image.ts';

function stepsOf(list: string) {
  const { pipeline, diagnostics } = parsePipeline(`steps: ${list}`, 'yaml');
  assert.deepEqual(diagnostics, []);
  return pipeline!.steps;
}

describe('applying a pipeline', () => {
  it('runs the steps in order', () => {
    const result = applySteps(image([[1, 2, 3]]), stepsOf('[flip, rescale: { scale: 2 }]'), 'train');
    assert.deepEqual(rows(result), [[6, 4, 2]]);
  });

  it('leaves out disabled steps, and training steps in inference', () => {
    const steps = stepsOf('[flip: { enabled: false }, rescale: { scale: 2, mode: train }]');
    assert.deepEqual(rows(applySteps(image([[1, 2]]), steps, 'train')), [[2, 4]]);
    assert.deepEqual(rows(applySteps(image([[1, 2]]), steps, 'inference')), [[1, 2]]);
  });

  it('names the step that cannot work', () => {
    const steps = stepsOf('[flip, center_crop: { width: 9, height: 1 }]');
    assert.throws(() => applySteps(image([[1, 2]]), steps, 'train'), {
      code: 'out_of_domain',
      step: 1,
      message: /^Step 2: .*9/,
    });
  });

  it('refuses a step whose result memory should not hold', () => {
    const steps = stepsOf('[resize: { width: 65535, height: 65535 }]');
    assert.throws(() => applySteps(image([[1]]), steps, 'train'), { code: 'too_large', step: 0 });
    assert.equal(inferShapes(shapeOf(image([[1]])), steps, 'train').failed?.code, 'too_large');
  });

  it('infers shapes and the map from input to result', () => {
    const input = shapeOf(image([[1, 2, 3]]));
    const { shapes, map, failed } = inferShapes(input, stepsOf('[flip, flatten, flip]'), 'train');
    assert.deepEqual(
      shapes.map(({ width, vector }) => [width, vector]),
      [
        [3, undefined],
        [3, true],
      ],
    );
    assert.equal(map, undefined);
    assert.equal(failed?.step, 2);
    assert.deepEqual(inferShapes(input, stepsOf('[flip]'), 'train').map, [-1, 0, 0, 1, 3, 0]);
  });

  it('casts the output by rounding and saturating', () => {
    const values = image([[-3, 0.5, 1.5, 254.6, 300]], 'float32');
    assert.deepEqual(rows(castOutput(values, { ...defaultOutput, dtype: 'uint8' })), [[0, 0, 2, 255, 255]]);
    assert.deepEqual(rows(castOutput(image([[NaN]], 'float32'), { ...defaultOutput, dtype: 'uint8' })), [
      [0],
    ]);
  });
});
