import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { momentsOfRecord, recordPixels } from '../../../src/engine/analysis/pixel-record.ts';
import { perceptualHashOf } from '../../../src/engine/analysis/perceptual-hash.ts';
import { measured } from '../../../src/engine/analysis/statistics.ts';
import { imageOf, type GoldenCase } from '../../parity/golden.ts';
import { image } from '../../fixtures/image.ts';

type Reference = GoldenCase['input'] & {
  readonly mean: number;
  readonly percentiles: readonly number[];
  readonly entropy: number;
  readonly blur: number;
};

const references = JSON.parse(
  gunzipSync(readFileSync(join(import.meta.dirname, 'quality.json.gz'))).toString('utf8'),
) as readonly Reference[];

function near(got: number, expected: number, tolerance: number, what: string): void {
  assert.ok(Math.abs(got - expected) <= tolerance, `${what}: ${got} for ${expected}`);
}

describe('the record of an image’s pixels', () => {
  it('has CleanVision’s brightness, entropy and blur', () => {
    assert.ok(references.length >= 40);
    for (const reference of references) {
      const name = reference.shape.join('×');
      const { brightness, entropy, jointEntropy, blurScore } = recordPixels(imageOf(reference));
      near(brightness.mean, reference.mean, 1e-6, `mean of ${name}`);
      const { p1, p5, p50, p95, p99 } = brightness;
      [p1, p5, p50, p95, p99].forEach((value, index) => {
        near(value, reference.percentiles[index]!, 0.005, `percentile of ${name}`);
      });
      near(jointEntropy, reference.entropy, 1e-6, `entropy of ${name}`);
      assert.ok(entropy <= Math.min(jointEntropy, 8) + 1e-6, `${entropy} bits of a channel of ${name}`);
      near(blurScore!, reference.blur, 0.02, `blur of ${name}`);
    }
  });

  it('knows what is constant and whether alpha is used', () => {
    assert.equal(recordPixels(image([[7, 7]])).isConstant, true);
    assert.equal(recordPixels(image([[7, 8]])).isConstant, false);
    const opaque = recordPixels(image([[[1, 2, 3, 255]]]));
    assert.equal(opaque.usesAlpha, false);
    assert.equal(recordPixels(image([[[1, 2, 3, 254]]])).usesAlpha, true);
    assert.equal('usesAlpha' in recordPixels(image([[[1, 2, 3]]])), false);
  });

  it('has sharpness that compares between types', () => {
    const rows = [
      [0, 50, 0],
      [50, 0, 200],
    ];
    const deep = rows.map(row => row.map(value => value * 257));
    assert.equal(recordPixels(image(rows)).sharpness, recordPixels(image(deep, 'uint16')).sharpness);
  });

  it('has the sharpness of what is finite', () => {
    const rows = [[0.5, 0.25, 0, NaN, 0, 1, 0.5, 0.25]];
    // The Laplacian without those at and beside the value that is missing: −0.5, 0, −1.5, 0.25, 0.5.
    const { sharpness } = measured(image(rows, 'float32')).statistics;
    near(sharpness!, 0.5, 1e-12, 'variance');
    const nothing = image([[NaN, Infinity]], 'float32');
    assert.equal(measured(nothing).statistics.sharpness, undefined);
    assert.equal('sharpness' in recordPixels(nothing), false);
  });

  it('holds moments that JSON can hold', () => {
    const picture = imageOf(references.at(-1)!);
    const stored = JSON.parse(JSON.stringify(recordPixels(picture).moments)) as ReturnType<
      typeof recordPixels
    >['moments'];
    assert.deepEqual(stored.map(momentsOfRecord), measured(picture).moments);
  });

  it('has the perceptual hash, whatever else needed a small picture', () => {
    for (const reference of references) {
      const picture = imageOf(reference);
      assert.equal(recordPixels(picture).perceptualHash, perceptualHashOf(picture));
    }
  });

  it('says nothing of how a vector looks', () => {
    const { perceptualHash, blurScore, sharpness } = recordPixels({ ...image([[1, 2, 3]]), vector: true });
    assert.deepEqual([perceptualHash, blurScore, sharpness], [undefined, undefined, undefined]);
  });
});
