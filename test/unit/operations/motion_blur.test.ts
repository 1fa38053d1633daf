import assert from 'node:assert/strict';
import { motionBlur } from '../../../src/engine/operations/augmentation/motion_blur.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { sampled } from '../../fixtures/sampled.ts';

const kernels = (parameters: Readonly<Record<string, unknown>>) =>
  Array.from(
    { length: 1000 },
    (_, draw) =>
      sampled('motion_blur', { p: 1, ...parameters }, draw)[0]!.values['kernel'] as readonly number[][],
  );

/** Mean place of the line against the middle of the kernel, to the right and down. */
function middleOf(kernel: readonly number[][]): readonly [number, number] {
  const half = (kernel.length - 1) / 2;
  let [x, y] = [0, 0];
  kernel.forEach((row, line) => {
    row.forEach((weight, column) => {
      x += weight * (column - half);
      y += weight * (line - half);
    });
  });
  return [x, y];
}

describe('motion_blur', () => {
  it('draws odd sizes within the limits, each equally often', () => {
    for (const [blur_limit, sizes] of [
      [
        [3, 7],
        [3, 5, 7],
      ],
      [
        [4, 10],
        [5, 7, 9],
      ],
    ] as const) {
      const drawn = kernels({ blur_limit }).map(({ length }) => length);
      assert.deepEqual([...new Set(drawn)].sort(), sizes);
      for (const size of sizes) {
        const count = drawn.filter(length => length === size).length;
        assert.ok(Math.abs(count - 1000 / 3) < 5 * Math.sqrt(2000 / 9), `${size}: ${count}`);
      }
    }
  });

  it('keeps the line in the middle, or shifts it to all sides', () => {
    const still = { blur_limit: [9, 9], direction_range: [0, 0] };
    for (const kernel of kernels({ ...still, allow_shifted: false })) {
      const [x, y] = middleOf(kernel);
      assert.ok(Math.hypot(x, y) < 0.5, `${x}, ${y}`);
    }
    const quarters = new Map<string, number>();
    for (const [x, y] of kernels(still).map(middleOf)) {
      const quarter = `${x > 0} ${y > 0}`;
      quarters.set(quarter, (quarters.get(quarter) ?? 0) + 1);
      assert.ok(Math.max(Math.abs(x), Math.abs(y)) <= 2.5);
    }
    assert.equal(quarters.size, 4);
    for (const count of quarters.values()) assert.ok(count > 150, String([...quarters]));
  });

  it('lets the line reach forward, backward or both ways', () => {
    const ahead = (direction: number) =>
      kernels({
        blur_limit: [7, 7],
        angle_range: [0, 0],
        direction_range: [direction, direction],
        allow_shifted: false,
      }).map(kernel => middleOf(kernel)[0])[0]!;
    assert.ok(Math.abs(ahead(1) - 1.5) < 1e-6);
    assert.ok(Math.abs(ahead(-1) + 1.5) < 1e-6);
    assert.ok(Math.abs(ahead(0)) < 1e-6);
  });

  it('draws angles all around', () => {
    const turns = kernels({ direction_range: [1, 1], blur_limit: [15, 15], allow_shifted: false }).map(
      kernel => {
        const [x, y] = middleOf(kernel);
        return Math.floor(((Math.atan2(y, x) + 2 * Math.PI) % (2 * Math.PI)) / (Math.PI / 2));
      },
    );
    for (const quarter of [0, 1, 2, 3]) {
      const count = turns.filter(turn => turn === quarter).length;
      assert.ok(Math.abs(count - 250) < 5 * Math.sqrt(187.5), `${quarter}: ${count}`);
    }
  });

  it('refuses limits without an odd number', () => {
    const faultOf = (blur_limit: readonly number[]) =>
      resolveStep(motionBlur, { blur_limit }, 'opencv').faults.map(({ parameter }) => parameter);
    assert.deepEqual(faultOf([4, 4]), ['blur_limit']);
    assert.deepEqual(faultOf([3, 4.5]), ['blur_limit']);
    assert.deepEqual(faultOf([3, 4]), []);
  });
});
