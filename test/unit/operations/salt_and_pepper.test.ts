import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

const drawn = (parameters: Readonly<Record<string, unknown>>, name: string) =>
  Array.from(
    { length: 1000 },
    (_, draw) => sampled('salt_and_pepper', { p: 1, ...parameters }, draw)[0]!.values[name] as number,
  );

describe('salt_and_pepper', () => {
  it('draws amount and ratio uniformly', () => {
    assertUniform(drawn({}, 'amount'), 0.01, 0.06);
    assertUniform(drawn({}, 'salt_vs_pepper'), 0.4, 0.6);
    assertUniform(drawn({ amount: [0, 1] }, 'amount'), 0, 1);
  });

  it('chooses other pixels for every sample', () => {
    const keys = drawn({}, 'key');
    assert.equal(new Set(keys).size, keys.length);
    assertUniform(keys, 0, 2 ** 32);
  });
});
