import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { assertShares, scale } from '../../fixtures/frequency.ts';

describe('some_of', () => {
  it('chooses n of its steps, each as likely as another, in their order', () => {
    const steps = [scale(2), scale(3), scale(4)];
    assertShares('some_of', { n: 2, steps }, { '2 3': 1 / 3, '2 4': 1 / 3, '3 4': 1 / 3 });
  });

  it('applies what is chosen by its own p, drawn anew when chosen again', () => {
    assertShares('some_of', { steps: [scale(2, 0.3), scale(3)] }, { '': 0.35, 2: 0.15, 3: 0.5 });
    const again = { n: 2, replace: true, steps: [scale(2, 0.5)] };
    assertShares('some_of', again, { '': 0.25, 2: 0.5, '2 2': 0.25 });
  });

  it('chooses with replacement, and is applied with its p', () => {
    const shares = { '': 0.5, '2 2': 0.125, '2 3': 0.25, '3 3': 0.125 };
    assertShares('some_of', { n: 2, p: 0.5, replace: true, steps: [scale(2), scale(3)] }, shares);
  });

  it('refuses more than there are enabled, unless it may repeat them', () => {
    const text = 'steps: [some_of: { n: 2, steps: [flip, invert: { enabled: false }] }]';
    const { diagnostics } = parsePipeline(text, 'yaml');
    assert.deepEqual(
      diagnostics.map(({ code, place }) => [code, place.column]),
      [['inconsistent', 23]],
    );
    assert.deepEqual(parsePipeline(text.replace('n: 2', 'n: 2, replace: true'), 'yaml').diagnostics, []);
  });
});
