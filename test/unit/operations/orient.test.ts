import assert from 'node:assert/strict';
import { orient } from '../../../src/engine/operations/geometry/orient.ts';
import type { PixelRows } from '../../../src/shared/catalogue.ts';
import type { Orientation } from '../../../src/shared/shape.ts';
import { applied, assertPixelsFollowMap } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const stored = image([
  [1, 2, 3],
  [4, 5, 6],
]);

const displayed: Record<Orientation, PixelRows> = {
  1: [
    [1, 2, 3],
    [4, 5, 6],
  ],
  2: [
    [3, 2, 1],
    [6, 5, 4],
  ],
  3: [
    [6, 5, 4],
    [3, 2, 1],
  ],
  4: [
    [4, 5, 6],
    [1, 2, 3],
  ],
  5: [
    [1, 4],
    [2, 5],
    [3, 6],
  ],
  6: [
    [4, 1],
    [5, 2],
    [6, 3],
  ],
  7: [
    [6, 3],
    [5, 2],
    [4, 1],
  ],
  8: [
    [3, 6],
    [2, 5],
    [1, 4],
  ],
};

describe('orient', () => {
  for (const [name, expected] of Object.entries(displayed)) {
    const orientation = Number(name) as Orientation;

    it(`displays tag ${orientation} and leaves an upright image`, () => {
      const output = applied(orient, {}, { ...stored, orientation });
      assert.deepEqual(rows(output), expected);
      assert.equal(output.orientation, 1);
    });

    it(`follows its map with tag ${orientation}`, () => {
      assertPixelsFollowMap(orient, {}, { ...noise(4, 3, 3, 'uint16'), orientation });
    });
  }

  it('turns frames larger than one tile', () => {
    const large = noise(70, 41, 4, 'float32');
    const turned = applied(orient, {}, { ...large, orientation: 6 });
    const back = applied(orient, {}, { ...turned, orientation: 8 });
    assert.deepEqual(back, large);
  });
});
