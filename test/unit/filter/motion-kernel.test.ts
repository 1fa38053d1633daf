import assert from 'node:assert/strict';
import { motionKernel } from '../../../src/engine/filter/motion-kernel.ts';

const drawnAs = (kernel: readonly (readonly number[])[]) =>
  kernel.map(row => row.map(weight => (weight === 0 ? '.' : '#')).join(''));

describe('motionKernel', () => {
  it('draws the lines of Albumentations 2.0.8, create_motion_kernel', () => {
    for (const [size, angle, direction, shift, expected] of [
      [3, 0, 0, [0, 0], '... ### ...'],
      [5, 90, 1, [0, 0], '..... ..... ..#.. ..#.. ..#..'],
      [5, 45, 0, [0, 0], '..... .#... ..#.. ...#. .....'],
      [7, 30, 0, [0, 0], '....... ....... ###.... ...#... ....### ....... .......'],
      [7, 200, -1, [0, 0], '....... ....... ....... ...##.. ....### ....... .......'],
      [7, 135, 0.6, [0, 0], '....... ....... ....#.. ...#... ..#.... .#..... .......'],
      [7, 45, 0, [1.35, -0.75], '..#.... ...#... ....#.. .....#. ......# ....... .......'],
      [7, 300, -0.4, [-1.05, 1.2], '....... ....... ....... ..##... ..#.... .##.... ##.....'],
    ] as const) {
      assert.deepEqual(drawnAs(motionKernel(size, angle, direction, shift)), expected.split(' '));
    }
  });

  it('rounds halves as points of numpy.linspace', () => {
    const between = drawnAs(motionKernel(7, 30, -0.4, [0, 0]));
    assert.deepEqual(between.slice(2, 5), ['###....', '..###..', '.....#.']);
    const end = drawnAs(motionKernel(15, 60, 0.1, [0, 0]));
    assert.equal(end[13], '..........#....');
  });

  it('weighs all pixels of the line alike, together 1', () => {
    const weights = motionKernel(7, 30, 0, [0, 0])
      .flat()
      .filter(weight => weight !== 0);
    assert.deepEqual(new Set(weights), new Set([Math.fround(1 / 7)]));
    assert.equal(weights.length, 7);
  });
});
