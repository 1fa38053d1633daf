import assert from 'node:assert/strict';
import { dense } from '../../../src/engine/operations/numeric/dense.ts';
import { flatten } from '../../../src/engine/operations/numeric/flatten.ts';
import { shapeOf, type Image } from '../../../src/engine/image.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise } from '../../fixtures/image.ts';

const pixels = image([
  [1, 2],
  [3, 4],
]);

function valuesOf(written: Readonly<Record<string, unknown>>) {
  const { values, faults } = resolveStep(dense, written, 'opencv');
  assert.deepEqual(faults, []);
  return values;
}

/** What a layer of one pixel that is 1 gives: its weights. */
function drawn(units: number, inputs: number, seed: number): readonly number[] {
  const weights: number[] = [];
  for (let input = 0; input < inputs; input++) {
    const data = new Float32Array(inputs);
    data[input] = 1;
    const vector: Image = { data, width: inputs, height: 1, channels: 1, orientation: 1, vector: true };
    weights.push(...dense.apply(vector, valuesOf({ units, seed })).data);
  }
  return weights;
}

describe('dense', () => {
  it('weighs the values of an image row by row, and those of a vector', () => {
    const written = {
      units: 2,
      weights: [
        [1, 0, 0, 1],
        [0.5, -1, 0, 0],
      ],
      bias: [0, 10],
    };
    const fromImage = applied(dense, written, pixels);
    assert.deepEqual(Array.from(fromImage.data), [5, 8.5]);
    assert.equal(fromImage.vector, true);
    assert.deepEqual(applied(dense, written, flatten.apply(pixels, { layout: 'hwc' })), fromImage);
  });

  it('keeps activations finite for large sums', () => {
    const weights = [[1000], [999], [-1000]];
    const one = image([[1]]);
    const softmax = applied(dense, { units: 3, weights, activation: 'softmax' }, one).data;
    assert.deepEqual(Array.from(softmax), [1 / (1 + Math.exp(-1)), 1 / (1 + Math.E), 0].map(Math.fround));
    const sigmoid = applied(dense, { units: 3, weights, activation: 'sigmoid' }, one).data;
    assert.deepEqual(Array.from(sigmoid), [1, 1, 0]);
    const relu = applied(dense, { units: 3, weights, activation: 'relu' }, one).data;
    assert.deepEqual(Array.from(relu), [1000, 999, 0]);
  });

  it('draws weights uniformly in ±√(6 / inputs), by seed', () => {
    const inputs = 24;
    const weights = drawn(400, inputs, 5);
    const limit = Math.sqrt(6 / inputs);
    assert.ok(weights.every(weight => Math.abs(weight) <= limit));
    const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
    const variance = weights.reduce((sum, weight) => sum + weight ** 2, 0) / weights.length;
    // Of 9600 draws: four standard deviations of the mean, and of the mean square.
    assert.ok(Math.abs(mean) < (4 * limit) / Math.sqrt(3 * weights.length), `mean ${mean}`);
    const spread = (4 * limit ** 2 * Math.sqrt(4 / 45)) / Math.sqrt(weights.length);
    assert.ok(Math.abs(variance - 2 / inputs) < spread, `variance ${variance}, expected ${2 / inputs}`);
    assert.equal(new Set(weights).size > 9500, true);
    assert.deepEqual(drawn(3, inputs, 5), drawn(3, inputs, 5));
    assert.notDeepEqual(drawn(3, inputs, 6), drawn(3, inputs, 5));
  });

  it('draws the same rows whether or not there is room to keep them all', () => {
    const input = noise(420, 100, 1, 'float32');
    const few = applied(dense, { units: 2, seed: 9 }, input).data;
    // 400 rows of 42000 are more than are kept.
    const many = applied(dense, { units: 400, seed: 9 }, input).data;
    assert.deepEqual(many.subarray(0, 2), few);
  });

  it('takes weights and bias from files', () => {
    const weights = image([
      [1, 1, 1, 1],
      [0, 0, 0, 2],
    ]);
    const bias: Image = { ...image([[100, 200]], 'uint8'), vector: true };
    const values = valuesOf({ units: 2, weights: 'layers/w.npy', bias: 'b.npy' });
    assert.deepEqual(dense.files(values), ['layers/w.npy', 'b.npy']);
    const files = new Map([
      ['layers/w.npy', weights],
      ['b.npy', bias],
    ]);
    assert.deepEqual(Array.from(dense.apply(pixels, values, files).data), [110, 208]);
    assert.deepEqual(dense.files(valuesOf({ units: 2 })), []);
  });

  it('names both sizes when weights or bias do not fit', () => {
    const files = new Map([
      ['w.npy', image([[1, 2, 3]])],
      ['b.npy', image([[1, 2, 3]])],
      ['colors.npy', image([[[1, 2, 3]]])],
    ]);
    const apply = (written: object) => () => dense.apply(pixels, valuesOf({ units: 1, ...written }), files);
    assert.throws(apply({ weights: 'w.npy' }), /weights of 1 × 4, .*2×2×1 uint8.* received 1 × 3/);
    assert.throws(apply({ bias: 'b.npy' }), /Expected 1 numbers in b\.npy, one per unit, but found 3/);
    assert.throws(apply({ weights: 'colors.npy' }), /rows of weights in colors\.npy but found three axes/);
    const inPlace = valuesOf({ units: 1, weights: [[1, 2]] });
    assert.throws(() => dense.shape(shapeOf(pixels), inPlace), /weights of 1 × 4.* received 1 × 2/);
    const { faults } = resolveStep(dense, { units: 2, weights: [[1]], bias: [1, 2, 3] }, 'opencv');
    assert.deepEqual(
      faults.map(({ message }) => message),
      [
        'dense: Expected 2 rows in weights, one per unit, but received 1.',
        'dense: Expected 2 numbers in bias, one per unit, but received 3.',
      ],
    );
  });

  it('refuses more weights than can be drawn or held', () => {
    const input = { ...shapeOf(pixels), width: 30000, height: 3000 };
    assert.throws(() => dense.shape(input, valuesOf({ units: 3 })), /would need 3 × 90000000 weights/);
  });

  it('refuses paths that lead out of the folder of the pipeline file', () => {
    for (const weights of ['../w.npy', '/etc/w.npy', 'C:\\w.npy', 'a/../../w.npy']) {
      const { faults } = resolveStep(dense, { units: 1, weights }, 'opencv');
      assert.match(faults[0]?.message ?? '', /not absolute and without \.\., for dense\.weights/, weights);
    }
    const { faults } = resolveStep(dense, { units: 1, weights: 'he_unifrom' }, 'opencv');
    assert.match(faults[0]?.message ?? '', /Did you mean he_uniform\?/);
  });
});
