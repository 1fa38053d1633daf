import assert from 'node:assert/strict';
import type { Shape } from '../../../src/shared/shape.ts';
import { assertUniform } from '../../fixtures/spread.ts';
import { sampled } from '../../fixtures/sampled.ts';

const large: Shape = { width: 4000, height: 4000, channels: 3, dtype: 'uint8', orientation: 1 };

function rectangle(parameters: Readonly<Record<string, unknown>>, draw: number, input: Shape) {
  const [crop] = sampled('random_resized_crop', { width: 9, height: 8, ...parameters }, draw, input);
  return crop?.values as { x: number; y: number; width: number; height: number };
}

describe('random_resized_crop', () => {
  it('draws area, logarithm of the ratio and place uniformly', () => {
    // So small that every rectangle fits: none is drawn again.
    const drawn = Array.from({ length: 1000 }, (_, draw) => rectangle({ scale: [0.1, 0.5] }, draw, large));
    assertUniform(
      drawn.map(({ width, height }) => (width * height) / 16e6),
      0.0999,
      0.5001,
    );
    assertUniform(
      drawn.map(({ width, height }) => Math.log(width / height)),
      Math.log(0.7495),
      Math.log(1.3343),
    );
    assertUniform(
      drawn.map(({ x, width }) => x / (large.width - width)),
      0,
      1,
    );
    assertUniform(
      drawn.map(({ y, height }) => y / (large.height - height)),
      0,
      1,
    );
  });

  it('stays inside images of any shape, and scales to the size', () => {
    for (const [width, height] of [
      [1, 1],
      [1, 50],
      [70, 2],
    ] as const) {
      for (let draw = 0; draw < 50; draw++) {
        const crop = rectangle({}, draw, { ...large, width, height });
        assert.ok(crop.width >= 1 && crop.x >= 0 && crop.x + crop.width <= width, JSON.stringify(crop));
        assert.ok(crop.height >= 1 && crop.y >= 0 && crop.y + crop.height <= height, JSON.stringify(crop));
      }
    }
    const [, resize] = sampled('random_resized_crop', { width: 9, height: 8, interpolation: 'area' });
    assert.deepEqual(
      [resize?.operation, resize?.values['width'], resize?.values['height'], resize?.values['interpolation']],
      ['resize', 9, 8, 'area'],
    );
  });

  it('takes the largest allowed rectangle in the middle when none of ten fits', () => {
    const whole = { scale: [1, 1] };
    const place = (width: number, height: number) => rectangle(whole, 0, { ...large, width, height });
    assert.deepEqual(place(100, 30), { x: 30, y: 0, width: 40, height: 30 });
    assert.deepEqual(place(30, 100), { x: 0, y: 30, width: 30, height: 40 });
  });

  it('names a range whose ends are the wrong way round', () => {
    assert.throws(
      () => sampled('random_resized_crop', { width: 9, height: 8, scale: [1, 0.5] }),
      /\[lowest, highest\].*random_resized_crop\.scale but received \[1, 0\.5\]. Did you mean \[0\.5, 1\]\?/s,
    );
  });
});
