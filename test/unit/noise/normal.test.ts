import assert from 'node:assert/strict';
import { normalOf } from '../../../src/engine/noise/normal.ts';

describe('normalOf', () => {
  it('is the quantile of the normal distribution, to seven digits', () => {
    // statistics.NormalDist().inv_cdf((draw + 0.5) / 2**32) of Python
    for (const [draw, quantile] of [
      [0, -6.337957754553789],
      [1, -6.166429517819749],
      [1000, -5.039851125968711],
      [1_000_000, -3.499768988758381],
      [100_000_000, -1.990225241389144],
      [322_122_547, -1.4395314704450153],
      [322_122_548, -1.4395314688002132],
      [3_000_000_000, 0.5200680618488762],
      [2 ** 32 - 1, 6.337957754553789],
    ] as const) {
      const error = Math.abs(normalOf(draw) / quantile - 1);
      assert.ok(error < 2e-7, `${draw}: ${normalOf(draw)}`);
    }
  });

  it('is symmetric and never falls', () => {
    let before = -Infinity;
    for (let draw = 0; draw < 2 ** 32; draw += 1_000_003) {
      const value = normalOf(draw);
      assert.equal(normalOf(2 ** 32 - 1 - draw), -value);
      assert.ok(value > before);
      before = value;
    }
  });
});
