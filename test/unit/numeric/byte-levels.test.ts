import assert from 'node:assert/strict';
import { minMax } from '../../../src/engine/operations/numeric/min_max.ts';
import { standardize } from '../../../src/engine/operations/numeric/standardize.ts';
import { applied } from '../../fixtures/applied.ts';
import { noise } from '../../fixtures/image.ts';

describe('images of many bytes', () => {
  for (const operation of [minMax, standardize]) {
    it(`become in ${operation.id} what the same floats become`, () => {
      for (const channels of [1, 3, 4] as const) {
        const bytes = noise(150, 120, channels, 'uint8', channels);
        const dim = { ...bytes, data: bytes.data.map(level => 40 + (level >> 1)) };
        const floats = { ...dim, data: Float32Array.from(dim.data) };
        for (const per of ['image', 'channel'])
          assert.deepEqual(applied(operation, { per }, dim).data, applied(operation, { per }, floats).data);
      }
    });
  }
});
