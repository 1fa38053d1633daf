import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

describe('random_gamma', () => {
  it('draws the exponent uniformly, in hundredths of the limits', () => {
    const exponents = Array.from(
      { length: 1000 },
      (_, draw) => sampled('random_gamma', { p: 1 }, draw)[0]?.values['gamma'] as number,
    );
    assertUniform(exponents, 0.8, 1.2);
  });

  it('hands on whose arithmetic to follow', () => {
    const [gamma] = sampled('random_gamma', { gamma_limit: [50, 50], match: 'pillow', p: 1 });
    assert.deepEqual(gamma, { operation: 'gamma', values: { gamma: 0.5, match: 'pillow' } });
  });
});
