import assert from 'node:assert/strict';
import { gaussianBlur } from '../../../src/engine/operations/filter/gaussian_blur.ts';
import { unsharpMask } from '../../../src/engine/operations/filter/unsharp_mask.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('unsharp_mask', () => {
  it('adds the difference from the blur of the same library', () => {
    const input = noise(9, 8, 3, 'float32');
    for (const match of ['opencv', 'pillow'] as const) {
      const blurred = applied(gaussianBlur, { kernel_size: 0, sigma: 1.5 }, input, match).data;
      const sharpened = applied(unsharpMask, { radius: 1.5, amount: 0.5 }, input, match).data;
      sharpened.forEach((value, index) => {
        const expected = input.data[index]! * 1.5 - blurred[index]! * 0.5;
        assert.ok(Math.abs(value - expected) < 1e-6);
      });
    }
  });

  it('changes nothing with amount 0 or a threshold above every difference', () => {
    for (const match of ['opencv', 'pillow'] as const) {
      for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
        const input = noise(7, 6, 4, dtype);
        assert.deepEqual(applied(unsharpMask, { amount: 0 }, input, match).data, input.data);
        assert.deepEqual(applied(unsharpMask, { threshold: 65535 }, input, match).data, input.data);
      }
    }
  });

  it('clips at both ends of every integer type', () => {
    for (const [dtype, top] of [
      ['uint8', 255],
      ['uint16', 65535],
    ] as const) {
      const step = image([[0, 0, 0, top, top, top]], dtype);
      for (const match of ['opencv', 'pillow'] as const) {
        assert.deepEqual(rows(applied(unsharpMask, { amount: 3 }, step, match)), rows(step));
      }
    }
  });

  it('truncates the added part with pillow and rounds the sum with opencv', () => {
    const row = image([[100, 100, 107, 100, 100]]);
    const at = (match: 'opencv' | 'pillow', amount: number) =>
      (rows(applied(unsharpMask, { amount }, row, match))[0] as number[])[2]!;
    // Pillow's blur leaves 102 in the middle, OpenCV's 101 or 102: half of the difference is 2.5 or 3.
    assert.equal(at('pillow', 0.5), 109);
    assert.notEqual(at('opencv', 0.5), 107);
  });
});
