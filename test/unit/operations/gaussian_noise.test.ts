import assert from 'node:assert/strict';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

const drawn = (parameters: Readonly<Record<string, unknown>>) =>
  Array.from(
    { length: 1000 },
    (_, draw) => sampled('gaussian_noise', { p: 1, ...parameters }, draw)[0]!.values,
  );

describe('gaussian_noise', () => {
  it('draws standard deviation and mean uniformly', () => {
    const values = drawn({ mean_range: [-0.1, 0.3] });
    assertUniform(
      values.map(({ std }) => std as number),
      0.2,
      0.44,
    );
    assertUniform(
      values.map(({ mean }) => mean as number),
      -0.1,
      0.3,
    );
    assert.deepEqual([...new Set(drawn({}).map(({ mean }) => mean))], [0]);
  });

  it('draws other noise for every sample', () => {
    const keys = drawn({}).map(({ key }) => key as number);
    assert.equal(new Set(keys).size, keys.length);
    assertUniform(keys, 0, 2 ** 32);
  });

  it('hands on whether colours have noise of their own', () => {
    assert.equal(drawn({})[0]!['per_channel'], true);
    assert.equal(drawn({ per_channel: false })[0]!['per_channel'], false);
  });
});
