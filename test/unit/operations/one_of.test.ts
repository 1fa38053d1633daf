import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { assertShares, scale } from '../../fixtures/frequency.ts';
import { sampled } from '../../fixtures/sampled.ts';

describe('one_of', () => {
  it('is applied with its p, and chooses by the p of each as weight', () => {
    const steps = [scale(2, 0.6), scale(3, 0.2), scale(4, 0)];
    assertShares('one_of', { p: 0.8, steps }, { '': 0.2, 2: 0.6, 3: 0.2 });
    assertShares('one_of', { steps: [scale(2), scale(3)] }, { '': 0.5, 2: 0.25, 3: 0.25 });
  });

  it('leaves out what is not enabled', () => {
    const steps = [scale(2), { rescale: { scale: 3, enabled: false } }];
    assertShares('one_of', { p: 1, steps }, { 2: 1 });
  });

  it('applies a random choice, and a choice inside a choice, whatever their p', () => {
    const nested = { one_of: { p: 0.1, steps: [{ horizontal_flip: { p: 0.1 } }] } };
    for (let draw = 0; draw < 50; draw++)
      assert.equal(sampled('one_of', { p: 1, steps: [nested] }, draw).length, 1);
  });

  it('does not move the draws of one step when another changes', () => {
    const rotate = (limit: number) => ({ random_rotate: { limit } });
    for (let draw = 0; draw < 50; draw++) {
      const one = sampled('one_of', { p: 1, steps: [scale(2), rotate(10)] }, draw);
      const other = sampled('one_of', { p: 1, steps: [scale(5), rotate(10)] }, draw);
      if (one[0]?.operation === 'rescale') assert.equal(other[0]?.values['scale'], 5);
      else assert.deepEqual(one, other);
    }
  });

  it('refuses weights of which none is above 0, and no steps', () => {
    const codes = (steps: string) =>
      parsePipeline(`steps:\n  - one_of: { steps: ${steps} }\n`, 'yaml').diagnostics.map(
        ({ code, place }) => [code, place.line, place.column],
      );
    assert.deepEqual(codes('[flip: { p: 0 }]'), [['inconsistent', 2, 22]]);
    assert.deepEqual(codes('[]'), [['out-of-range', 2, 22]]);
  });
});
