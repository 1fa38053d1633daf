import assert from 'node:assert/strict';
import { decode, encode } from '../../../src/codec/index.ts';
import { compress } from '../../../src/engine/operations/drawn/compress.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import type { Output } from '../../../src/shared/pipeline.ts';
import type { Channels } from '../../../src/shared/shape.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('compress', () => {
  it('leaves what writing and reading a JPEG leaves', async () => {
    for (const [width, height, channels, quality] of [
      [1, 1, 3, 90],
      [4, 3, 3, 20],
      [33, 18, 3, 75],
      [17, 40, 1, 50],
      [200, 130, 3, 1],
    ] as readonly (readonly [number, number, Channels, number])[]) {
      const input = noise(width, height, channels, 'uint8');
      const bytes = await encode(input, { format: 'jpeg', quality } as Output);
      const { image: written } = await decode(bytes, 'noise.jpg', defaultLimits);
      assert.deepEqual(applied(compress, { quality }, input).data, written.data, `${width}×${height}`);
    }
  });

  it('leaves alpha alone', () => {
    const input = noise(9, 7, 4, 'uint8');
    const output = applied(compress, { quality: 5 }, input);
    for (let index = 3; index < input.data.length; index += 4) {
      assert.equal(output.data[index], input.data[index]);
    }
  });

  it('goes through eight bits, which saturates floats', () => {
    const output = applied(compress, { quality: 100 }, image([[-3, -3], [2, 2]], 'float32')); // prettier-ignore
    assert.deepEqual(rows(output), [[0, 0], [1, 1]]); // prettier-ignore
    const wide = applied(compress, { quality: 100 }, image([[65535, 65535]], 'uint16'));
    assert.deepEqual(rows(wide), [[65535, 65535]]);
  });
});
