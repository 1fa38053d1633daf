import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

describe('random_exposure', () => {
  it('draws the stops uniformly within their limits, which need not lie around 0', () => {
    const stops = (parameters: Readonly<Record<string, unknown>>) =>
      Array.from({ length: 1000 }, (_, draw) => {
        const [exposure] = sampled('random_exposure', { p: 1, ...parameters }, draw);
        assert.equal(exposure?.operation, 'exposure');
        return exposure.values['stops'] as number;
      });
    assertUniform(stops({}), -1, 1);
    assertUniform(stops({ stops_limit: [0.5, 2] }), 0.5, 2);
  });
});
