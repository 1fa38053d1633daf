import assert from 'node:assert/strict';
import { normalizationOf } from '../../../src/host/gallery/normalization.ts';

const bytes = [{ value: 'uint8', count: 3 }] as const;

describe('mean and deviation for a pipeline', () => {
  it('are in fractions of the largest value of the type', () => {
    assert.deepEqual(normalizationOf({ mean: [127.5, 51, 0], std: [25.5, 51, 2.55], dtypes: bytes }), {
      mean: [0.5, 0.2, 0],
      std: [0.1, 0.2, 0.01],
      max_pixel_value: 255,
    });
    const words = [{ value: 'uint16', count: 1 }] as const;
    const wide = normalizationOf({ mean: [13107], std: [6553.5], dtypes: words });
    assert.deepEqual(wide, { mean: [0.2], std: [0.1], max_pixel_value: 65535 });
  });

  it('are not there when nothing was measured, or a channel is even', () => {
    assert.throws(() => normalizationOf({ mean: [], std: [], dtypes: [] }), /No image/);
    assert.throws(() => normalizationOf({ mean: [1, 2], std: [3, 0], dtypes: bytes }), /same value/);
  });
});
