import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

describe('elastic', () => {
  it('comes to a displacement with the written values and a key of its own for every sample', () => {
    const values = sampled('elastic', { alpha: 40, sigma: 5, same_dxdy: true, p: 1 })[0]!.values;
    const { key, ...written } = values;
    assert.deepEqual(written, {
      alpha: 40,
      sigma: 5,
      approximate: false,
      same_dxdy: true,
      noise_distribution: 'gaussian',
      interpolation: 'bilinear',
      border_mode: 'constant',
      fill: [0],
    });
    assert.ok(Number.isInteger(key));
  });

  it('draws keys from the whole range of 32 bits', () => {
    const keys = Array.from(
      { length: 1000 },
      (_, draw) => sampled('elastic', { p: 1 }, draw)[0]!.values['key'] as number,
    );
    assertUniform(keys, 0, 2 ** 32);
  });
});
