import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { perceptualHashOf } from '../../../src/engine/analysis/perceptual-hash.ts';
import { sharpnessOf } from '../../../src/engine/analysis/sharpness.ts';
import { flip } from '../../../src/engine/operations/geometry/flip.ts';
import { gamma } from '../../../src/engine/operations/color/gamma.ts';
import { imageOf, type GoldenCase } from '../../parity/golden.ts';
import { image } from '../../fixtures/image.ts';

type Reference = GoldenCase['input'] & { readonly sharpness?: number; readonly hash?: string };

const references = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, 'references.json.gz'))).toString('utf8'),
) as readonly Reference[];

/** In how many of 64 bits two hashes differ: 0 for the same picture, around 32 for unrelated ones. */
function hashDistance(one: string, other: string): number {
  let distance = 0;
  for (let index = 0; index < one.length; index++) {
    for (let bits = parseInt(one[index]!, 16) ^ parseInt(other[index]!, 16); bits > 0; bits &= bits - 1)
      distance++;
  }
  return distance;
}

describe('sharpness', () => {
  it('is the variance of the Laplacian', () => {
    // Reflected without the edge: the Laplacian of 0 1 0 in one row is 2 −2 2.
    assert.equal(sharpnessOf(image([[0, 1, 0]])), (4 + 4 + 4) / 3 - (2 / 3) ** 2);
    assert.equal(sharpnessOf(image([[9, 9]])), 0);
  });

  it('equals OpenCV’s', () => {
    const cases = references.filter(({ sharpness }) => sharpness !== undefined);
    assert.ok(cases.length >= 60);
    for (const reference of cases) {
      const got = sharpnessOf(imageOf(reference))!;
      const tolerance = Math.max(reference.sharpness!, 1e-3) * (reference.dtype === 'float32' ? 1e-5 : 1e-9);
      assert.ok(Math.abs(got - reference.sharpness!) <= tolerance, `${got} for ${reference.sharpness}`);
    }
  });

  it('leaves alpha out, and has nothing to say of a vector', () => {
    assert.equal(
      sharpnessOf(
        image([
          [
            [5, 5, 5, 0],
            [5, 5, 5, 255],
          ],
        ]),
      ),
      0,
    );
    assert.equal(sharpnessOf({ ...image([[1, 2]]), vector: true }), undefined);
  });
});

describe('the perceptual hash', () => {
  it('equals that of ImageHash', () => {
    const cases = references.filter(({ hash }) => hash !== undefined);
    assert.ok(cases.length >= 16);
    for (const reference of cases) assert.equal(perceptualHashOf(imageOf(reference)), reference.hash);
  });

  it('is near for the same picture in other light, and far for its mirror image', () => {
    const picture = imageOf(references.findLast(({ shape }) => shape[0] === 50 && shape.length === 3)!);
    const hash = perceptualHashOf(picture)!;
    assert.ok(hashDistance(hash, perceptualHashOf(gamma.apply(picture, { gamma: 1.2 }))!) <= 8);
    assert.ok(hashDistance(hash, perceptualHashOf(flip.apply(picture, { axis: 'horizontal' }))!) > 16);
  });

  it('does not hang on rounding: an even picture has the mean alone', () => {
    assert.equal(perceptualHashOf(image([[200, 200]])), '8000000000000000');
  });
});
