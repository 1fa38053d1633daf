import assert from 'node:assert/strict';
import { encode } from '../../src/codec/index.ts';
import type { PixelData } from '../../src/engine/image.ts';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import { giveBack } from '../../src/engine/spare.ts';
import { defaultOutput } from '../../src/shared/pipeline.ts';
import { noise } from '../fixtures/image.ts';
import { forEachCase } from './cases.ts';

const bytesOf = ({ buffer, byteOffset, byteLength }: PixelData) =>
  Buffer.from(buffer, byteOffset, byteLength);

/** Memory of this size that is full of something else, for whatever wants to use memory again. */
function leaveLitter(bytes: number): void {
  for (let place = 0; place < 3; place++) giveBack(new Uint8Array(bytes).fill(0xa5));
}

describe('what was in memory before does not show', () => {
  for (const operation of deterministicOperations) {
    it(`in what ${operation.id} makes`, () => {
      const count = forEachCase(operation, (image, values, what) => {
        const clean = Buffer.from(bytesOf(operation.apply(image, values).data));
        leaveLitter(clean.length);
        const again = bytesOf(operation.apply(image, values).data);
        assert.ok(clean.equals(again), what);
      });
      assert.ok(count > 0);
    });
  }

  for (const layout of ['hwc', 'chw'] as const) {
    it(`in an array of layout ${layout}`, async () => {
      for (const channels of [1, 3, 4] as const) {
        const image = noise(7, 5, channels, 'float32');
        const output = { ...defaultOutput, format: 'npy' as const, layout };
        const clean = Buffer.from(await encode(image, output));
        leaveLitter(clean.length);
        assert.ok(clean.equals(await encode(image, output)));
      }
    });
  }
});
