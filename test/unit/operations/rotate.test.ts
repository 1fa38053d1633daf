import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { rotate } from '../../../src/engine/operations/geometry/rotate.ts';
import { rotate90 } from '../../../src/engine/operations/geometry/rotate90.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { landingPoint } from '../../../src/engine/geometry/point-map.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('rotate', () => {
  it('turns by quarters as rotate90 does, with every interpolation', () => {
    for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
      const input = noise(7, 4, 3, dtype);
      for (const interpolation of ['nearest', 'bilinear', 'bicubic']) {
        for (const turns of [-2, -1, 1, 2, 3]) {
          const turned = applied(rotate, { angle: turns * 90, expand: true, interpolation }, input);
          assert.deepEqual(turned, applied(rotate90, { turns }, input), `${dtype} ${interpolation} ${turns}`);
        }
      }
    }
  });

  it('leaves the image alone at whole turns', () => {
    const input = noise(5, 4, 1, 'uint8');
    for (const angle of [-360, 0, 360]) assert.equal(applied(rotate, { angle }, input).data, input.data);
  });

  it('turns counter-clockwise', () => {
    const bar = image([
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 9, 9],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
    const output = rows(applied(rotate, { angle: 45, interpolation: 'nearest' }, bar));
    assert.equal(output[1]![3], 9);
    assert.equal(output[3]![3], 0);
  });

  it('makes the frame just large enough with expand', () => {
    const sizeOf = (angle: number) => {
      const { width, height } = applied(rotate, { angle, expand: true }, noise(40, 20, 1, 'uint8'));
      return [width, height];
    };
    assert.deepEqual(sizeOf(45), [44, 44]);
    assert.deepEqual(sizeOf(30), [46, 38]);
    assert.deepEqual(sizeOf(180), [40, 20]);
    assert.deepEqual(sizeOf(-90), [20, 40]);
  });

  it('keeps the centre in the centre', () => {
    for (const written of [
      { angle: 33 },
      { angle: 33, expand: true },
      { angle: 90 },
      { angle: 90, expand: true },
    ]) {
      const { values } = resolveStep(rotate, written, 'opencv');
      const input = shapeOf(noise(31, 20, 1, 'uint8'));
      const { width, height } = rotate.shape(input, values);
      const [x, y] = landingPoint(rotate.map(input, values)!, 15.5, 10);
      assert.ok(Math.abs(x - width / 2) < 1e-9 && Math.abs(y - height / 2) < 1e-9);
    }
  });

  it('fills what is not covered, channel by channel, or continues the image', () => {
    const flat = image([
      [
        [5, 6, 7],
        [5, 6, 7],
        [5, 6, 7],
      ],
    ]);
    const [filled] = rows(applied(rotate, { angle: 90, fill: [1, 2, 3] }, flat));
    assert.deepEqual(filled, [
      [1, 2, 3],
      [5, 6, 7],
      [1, 2, 3],
    ]);
    for (const border_mode of ['replicate', 'reflect', 'reflect_101', 'wrap']) {
      assert.deepEqual(rows(applied(rotate, { angle: 25, border_mode }, flat)), rows(flat));
    }
  });

  it('saturates what bicubic overshoots', () => {
    const edges = image(
      Array.from({ length: 8 }, (_row, y) => Array.from({ length: 8 }, (_column, x) => ((x ^ y) & 2) * 127)),
    );
    const output = applied(rotate, { angle: 12, interpolation: 'bicubic', border_mode: 'replicate' }, edges);
    assert.equal(Math.min(...output.data), 0);
    assert.ok(Math.max(...output.data) >= 254);
  });

  it('refuses a fill that does not fit, but only where it would be used', () => {
    const written = { angle: 5, fill: [1, 2, 3] };
    const gray = noise(4, 4, 1, 'uint8');
    assert.throws(() => applied(rotate, written, gray), { code: 'out_of_domain', message: /fill/ });
    assert.equal(applied(rotate, { ...written, border_mode: 'wrap' }, gray).width, 4);
  });
});
