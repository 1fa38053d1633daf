import assert from 'node:assert/strict';
import { plainSums } from '../../../src/engine/analysis/sharpness.ts';
import type { Image } from '../../../src/engine/image.ts';
import { countLevels } from '../../../src/engine/simd/counts.ts';
import { laplacianSums, laplacianSumsAndCounts } from '../../../src/engine/simd/laplacian.ts';
import { noise } from '../../fixtures/image.ts';

describe('kernels of statistics', () => {
  it('count the levels of each channel, whatever is left over behind whole vectors', () => {
    for (const channels of [1, 3, 4] as const) {
      for (const width of [1, 2, 5, 13, 16_400]) {
        const { data } = noise(width, 3, channels, 'uint8', width);
        const expected = Array.from({ length: channels }, () => new Uint32Array(256));
        data.forEach((level, index) => expected[index % channels]![level]!++);
        assert.deepEqual(countLevels(data as Uint8Array, channels), expected);
      }
    }
  });

  it('sum the Laplacian of the gray of bytes as plain loops do at every size, and count levels on the way', () => {
    const same = (image: Image) => {
      const counts = countLevels(image.data as Uint8Array, image.channels);
      const { count, ...sums } = plainSums(image);
      assert.equal(count, image.width * image.height);
      assert.deepEqual(laplacianSums(image), sums);
      assert.deepEqual(laplacianSumsAndCounts(image), { ...sums, counts });
    };
    for (const channels of [1, 3, 4] as const) {
      for (let width = 1; width < 20; width++) same(noise(width, 4, channels, 'uint8', width));
      for (let height = 1; height < 4; height++) same(noise(9, height, channels, 'uint8', height));
    }
    // The largest values that there are, in a row whose squares do not fit 32 bits.
    const stripes = Uint8Array.from({ length: 18_000 }, (_value, x) => (x % 2) * 255);
    same({ data: stripes, width: 9000, height: 2, channels: 1, orientation: 1 });
  });
});
