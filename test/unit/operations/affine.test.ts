import assert from 'node:assert/strict';
import { shapeOf } from '../../../src/engine/image.ts';
import { affine } from '../../../src/engine/operations/geometry/affine.ts';
import { rotate } from '../../../src/engine/operations/geometry/rotate.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { landingPoint } from '../../../src/engine/geometry/point-map.ts';
import { applied, assertPixelsFollowMap } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

function mapped(written: Record<string, unknown>, x: number, y: number) {
  const { values, faults } = resolveStep(affine, written, 'opencv');
  assert.deepEqual(faults, []);
  return landingPoint(affine.map(shapeOf(noise(40, 20, 1, 'uint8')), values)!, x, y).map(
    value => Math.round(value * 1e6) / 1e6,
  );
}

describe('affine', () => {
  it('does nothing unless told', () => {
    const input = noise(5, 4, 3, 'uint8');
    assert.equal(applied(affine, {}, input).data, input.data);
  });

  it('turns as rotate does', () => {
    const input = noise(9, 6, 3, 'uint16');
    for (const angle of [30, -100, 90]) {
      assert.deepEqual(applied(affine, { rotate: angle }, input), applied(rotate, { angle }, input));
    }
  });

  it('moves by fractions of the size, right and down', () => {
    assert.deepEqual(mapped({ translate: [0.25, -0.5] }, 3, 12), [13, 2]);
    assertPixelsFollowMap(affine, { translate: [0.25, -0.5] }, noise(4, 6, 1, 'uint8'));
    const [half] = rows(applied(affine, { translate: [0.125, 0] }, image([[10, 20, 30, 40]])));
    assert.deepEqual(half, [5, 15, 25, 35]);
  });

  it('scales about the centre', () => {
    assert.deepEqual(mapped({ scale: 2 }, 20, 10), [20, 10]);
    assert.deepEqual(mapped({ scale: 2 }, 21, 12), [22, 14]);
  });

  it('shears about the centre: x with height, y with width', () => {
    assert.deepEqual(mapped({ shear: [45, 0] }, 20, 7), [23, 7]);
    assert.deepEqual(mapped({ shear: [0, 45] }, 23, 10), [23, 7]);
  });

  it('turns before it shears, and moves last', () => {
    // Up by one from the centre; turned to the left; sheared down by 1; moved by 4 and 0.
    assert.deepEqual(mapped({ rotate: 90, shear: [0, 45], translate: [0.1, 0] }, 20, 9), [23, 11]);
  });

  it('refuses shear that flattens the image', () => {
    const { faults } = resolveStep(affine, { shear: [45, 45] }, 'opencv');
    assert.deepEqual(
      faults.map(({ parameter, code }) => [parameter, code]),
      [['shear', 'inconsistent']],
    );
    assert.deepEqual(resolveStep(affine, { shear: [45, -45] }, 'opencv').faults, []);
  });

  it('names the number of a pair that is out of range', () => {
    const [fault] = resolveStep(affine, { translate: [0, 11] }, 'opencv').faults;
    assert.equal(fault?.parameter, 'translate');
    assert.equal(fault.code, 'out-of-range');
    assert.deepEqual(fault.path, [1]);
    assert.match(resolveStep(affine, { shear: 5 }, 'opencv').faults[0]!.message, /\[x, y\]/);
  });
});
