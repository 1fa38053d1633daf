import assert from 'node:assert/strict';
import { randomGaussianBlur } from '../../../src/engine/operations/augmentation/random_gaussian_blur.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

const drawn = (parameters: Readonly<Record<string, unknown>>, name: string) =>
  Array.from(
    { length: 1000 },
    (_, draw) => sampled('random_gaussian_blur', { p: 1, ...parameters }, draw)[0]?.values[name] as number,
  );

describe('random_gaussian_blur', () => {
  it('draws sigma uniformly, and derives the size of the kernel from it unless told', () => {
    assertUniform(drawn({}, 'sigma'), 0.5, 3);
    assert.deepEqual([...new Set(drawn({}, 'kernel_size'))], [0]);
  });

  it('draws odd sizes of the kernel, each equally often', () => {
    const counts = new Map<number, number>();
    for (const size of drawn({ blur_limit: [0, 8] }, 'kernel_size')) {
      counts.set(size, (counts.get(size) ?? 0) + 1);
    }
    assert.deepEqual([...counts.keys()].sort(), [3, 5, 7]);
    for (const [size, count] of counts) {
      assert.ok(Math.abs(count - 1000 / 3) < 5 * Math.sqrt(2000 / 9), `${size}: ${count}`);
    }
    assert.deepEqual([...new Set(drawn({ blur_limit: [4, 6] }, 'kernel_size'))], [5]);
  });

  it('refuses limits from which no blur can be drawn', () => {
    const faultOf = (written: Readonly<Record<string, unknown>>) =>
      resolveStep(randomGaussianBlur, written, 'opencv').faults.map(({ parameter }) => parameter);
    assert.deepEqual(faultOf({ blur_limit: [3, 4.5] }), ['blur_limit']);
    assert.deepEqual(faultOf({ blur_limit: [4, 4] }), ['blur_limit']);
    assert.deepEqual(faultOf({ blur_limit: [0, 2] }), ['blur_limit']);
    assert.deepEqual(faultOf({ sigma_limit: [0, 1] }), ['sigma_limit']);
    assert.deepEqual(faultOf({ blur_limit: [3, 7], sigma_limit: [0, 1] }), []);
  });
});
