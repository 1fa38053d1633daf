import assert from 'node:assert/strict';
import { applySteps } from '../../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { printPipeline } from '../../../src/engine/pipeline/print.ts';
import { image } from '../../fixtures/image.ts';
import { assertShares } from '../../fixtures/frequency.ts';

function found(text: string) {
  return parsePipeline(text, 'yaml').diagnostics.map(({ code, place, suggestions }) => [
    code,
    place.line,
    place.column,
    suggestions?.[0],
  ]);
}

describe('chance in a pipeline', () => {
  it('draws a deterministic step with p below 1, in training only', () => {
    assertShares('rescale', { scale: 2, p: 0.3 }, { '': 0.7, 2: 0.3 });
    const step = (list: string) => parsePipeline(`steps: [${list}]`, 'yaml').pipeline!.steps[0]!;
    assert.deepEqual([step('flip: { p: 0.5 }').p, step('flip: { p: 0.5 }').mode], [0.5, 'train']);
    assert.deepEqual([step('flip: { p: 1 }').p, step('flip: { p: 1 }').mode], [undefined, 'always']);
    const input = image([[1, 2]]);
    assert.equal(applySteps(input, [step('flip: { p: 0.5 }')], 'inference'), input);
  });

  it('refuses mode always where chance decides', () => {
    assert.deepEqual(found('steps: [flip: { p: 0.5, mode: always }]'), [['inconsistent', 1, 31, 'train']]);
    assert.deepEqual(found('steps: [sequence: { steps: [flip: { mode: always }] }]'), [
      ['inconsistent', 1, 43, 'train'],
    ]);
  });

  it('places what is wrong inside a step at its exact place', () => {
    const text = 'steps:\n  - one_of:\n      steps:\n        - flipp\n        - flip: { axis: sideways }\n';
    assert.deepEqual(found(text), [
      ['unknown-operation', 4, 11, 'flip'],
      ['out-of-range', 5, 25, undefined],
    ]);
  });

  it('refuses steps that stand too deep inside each other', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'flip' : `{ sequence: { steps: [${nested(depth - 1)}] } }`;
    assert.deepEqual(found(`steps: [${nested(8)}]`), []);
    assert.equal(found(`steps: [${nested(9)}]`)[0]?.[0], 'too-deep');
  });

  it('prints what a person would write', () => {
    const text = `version: 1
steps:
  - flip: { p: 0.5 }
  - one_of:
      p: 0.9
      steps:
        - invert
        - gaussian_blur: { kernel_size: 3, p: 0.2 }
output: { format: png }
`;
    assert.equal(printPipeline(parsePipeline(text, 'yaml').pipeline!, 'yaml'), text);
  });
});
