import assert from 'node:assert/strict';
import {
  clipToFrame,
  clipToHalfPlane,
  polygonArea,
  type Polygon,
} from '../../../src/engine/labels/polygon.ts';

/** Whether a point lies in a polygon: whether a ray to the right crosses its outline an odd number of times. */
function contains(polygon: Polygon, x: number, y: number): boolean {
  let isInside = false;
  for (let index = 0; index < polygon.length; index += 2) {
    const [x0, y0] = [polygon[index]!, polygon[index + 1]!];
    const [x1, y1] = [polygon[(index + 2) % polygon.length]!, polygon[(index + 3) % polygon.length]!];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) isInside = !isInside;
  }
  return isInside;
}

describe('clipping polygons', () => {
  it('measures areas whichever way an outline runs', () => {
    assert.equal(polygonArea([0, 0, 4, 0, 4, 3, 0, 3]), 12);
    assert.equal(polygonArea([0, 3, 4, 3, 4, 0, 0, 0]), 12);
    assert.equal(polygonArea([1, 1, 5, 1, 1, 3]), 4);
  });

  it('leaves a polygon inside as it is', () => {
    const polygon = [1, 1, 5, 1, 1, 3];
    assert.deepEqual(clipToFrame(polygon, 5, 3), [polygon]);
    assert.equal(clipToFrame(polygon, 5, 3)[0], polygon);
  });

  it('drops what lies outside, or only touches the frame', () => {
    assert.deepEqual(clipToFrame([6, 0, 8, 0, 8, 2], 5, 3), []);
    assert.deepEqual(clipToFrame([5, 0, 8, 0, 5, 3], 5, 3), []);
    assert.deepEqual(clipToFrame([5, 1, 8, 0, 8, 3], 5, 3), []);
    assert.deepEqual(clipToFrame([1, 1, 2, 2, 1, 1], 5, 3), []);
  });

  it('meets the sides of the frame exactly', () => {
    assert.deepEqual(clipToFrame([-2, 1, 2, 1, 2, 2, -2, 2], 5, 3), [[0, 1, 2, 1, 2, 2, 0, 2]]);
    assert.deepEqual(clipToFrame([-1, -1, 9, -1, 9, 9, -1, 9], 5, 3), [[0, 3, 0, 0, 5, 0, 5, 3]]);
  });

  it('parts the teeth of a comb', () => {
    //  the back of the comb is at y 4, its teeth reach up to y 0
    const comb = [0, 0, 1, 0, 1, 3, 2, 3, 2, 0, 3, 0, 3, 4, 0, 4];
    const teeth = clipToFrame(comb, 3, 2);
    assert.deepEqual(teeth.map(polygonArea), [2, 2]);
    assert.deepEqual(
      teeth.map(tooth => Math.min(...tooth.filter((_value, index) => index % 2 === 0))).sort(),
      [0, 2],
    );
  });

  it('cuts along any line', () => {
    // x + y ≤ 2 of a square
    assert.deepEqual(clipToHalfPlane([0, 0, 2, 0, 2, 2, 0, 2], [-1, -1, 2]), [[0, 2, 0, 0, 2, 0]]);
  });

  it('agrees with the inside of random polygons, self-crossing ones and vertices on the sides among them', () => {
    let state = 11;
    const random = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
    for (let round = 0; round < 400; round++) {
      // Whole coordinates, so that points and edges often lie on the sides of the frame.
      const count = 3 + Math.floor(random() * 8);
      const polygon = Array.from({ length: 2 * count }, () => Math.floor(random() * 13) - 3);
      const pieces = clipToFrame(polygon, 6, 5);
      for (const piece of pieces) {
        for (let index = 0; index < piece.length; index += 2) {
          assert.ok(piece[index]! >= 0 && piece[index]! <= 6, piece.join());
          assert.ok(piece[index + 1]! >= 0 && piece[index + 1]! <= 5, piece.join());
        }
      }
      for (let point = 0; point < 60; point++) {
        const [x, y] = [random() * 6, random() * 5];
        const inPieces = pieces.filter(piece => contains(piece, x, y)).length % 2 === 1;
        assert.equal(inPieces, contains(polygon, x, y), `(${x}, ${y}) of ${polygon.join()}`);
      }
    }
  });
});
