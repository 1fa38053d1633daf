import assert from 'node:assert/strict';
import { background } from '../../../src/engine/operations/color/background.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('background', () => {
  it('keeps what is opaque and shows the colour where nothing is', () => {
    const pixels = image([
      [
        [10, 20, 30, 255],
        [10, 20, 30, 0],
      ],
    ]);
    assert.deepEqual(rows(background.apply(pixels, { color: [200, 100, 0] })), [
      [
        [10, 20, 30],
        [200, 100, 0],
      ],
    ]);
  });

  it('rounds to the nearest level', () => {
    // 127 · 1 / 255 = 0.498, 128 · 1 / 255 = 0.502
    const pixels = image([
      [
        [1, 1, 1, 127],
        [1, 1, 1, 128],
      ],
    ]);
    assert.deepEqual(rows(background.apply(pixels, { color: [0] })), [
      [
        [0, 0, 0],
        [1, 1, 1],
      ],
    ]);
  });

  it('does not overflow 16 bits', () => {
    const pixel = image([[[65535, 0, 65535, 32768]]], 'uint16');
    assert.deepEqual(rows(background.apply(pixel, { color: [65535] })), [[[65535, 32767, 65535]]]);
  });

  it('passes on what has no alpha, whatever the colour', () => {
    for (const count of [1, 3] as const) {
      const pixels = noise(3, 3, count, 'uint8');
      assert.equal(background.apply(pixels, { color: [1, 2, 3] }), pixels);
      assert.equal(background.shape(shapeOf(pixels), { color: [999] }).channels, count);
    }
  });

  it('refuses a colour that the type does not have, and one with alpha', () => {
    const shape = shapeOf(noise(1, 1, 4, 'uint8'));
    const refused = { code: 'out_of_domain', message: /0 to 255 for color .* received 256/ };
    assert.throws(() => background.shape(shape, { color: [0, 256, 0] }), refused);
    const { faults } = resolveStep(background, { color: [1, 2, 3, 4] }, 'opencv');
    assert.equal(faults[0]?.parameter, 'color');
  });
});
