import assert from 'node:assert/strict';
import { normalize } from '../../../src/engine/operations/numeric/normalize.ts';
import { resolveStep } from '../../../src/engine/pipeline/resolve.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { image } from '../../fixtures/image.ts';

function normalized(pixels: ReturnType<typeof image>, written: Record<string, unknown>): readonly number[] {
  const { values, faults } = resolveStep(normalize, written, 'opencv');
  assert.deepEqual(faults, []);
  return Array.from(normalize.apply(pixels, values).data, value => Number(value.toFixed(5)));
}

function refusal(pixels: ReturnType<typeof image>, written: Record<string, unknown>): DarkroomError {
  const { values } = resolveStep(normalize, written, 'opencv');
  try {
    normalize.shape(shapeOf(pixels), values);
  } catch (thrown) {
    assert.ok(thrown instanceof DarkroomError);
    return thrown;
  }
  return assert.fail('was accepted');
}

describe('normalize', () => {
  it('takes ImageNet’s numbers by default', () => {
    // (0 − 0.485) / 0.229, (128/255 − 0.456) / 0.224, (1 − 0.406) / 0.225
    assert.deepEqual(normalized(image([[[0, 128, 255]]]), {}), [-2.1179, 0.20518, 2.64]);
  });

  it('knows each set by name', () => {
    const white = image([[[255, 255, 255]]]);
    const first = (name: string) => normalized(white, { mean: name, std: name })[0];
    assert.equal(first('zero_one'), 1);
    assert.equal(first('inception'), 1);
    assert.equal(first('mnist'), Number(((1 - 0.1307) / 0.3081).toFixed(5)));
    assert.equal(first('cifar10'), Number(((1 - 0.4914) / 0.247).toFixed(5)));
    assert.equal(first('clip'), Number(((1 - 0.48145466) / 0.26862954).toFixed(5)));
  });

  it('leaves alpha as it is unless four numbers are given', () => {
    const pixel = image([[[255, 255, 255, 77]]]);
    assert.deepEqual(normalized(pixel, { mean: 0.5, std: 0.5 }), [1, 1, 1, 77]);
    assert.deepEqual(normalized(pixel, { mean: [0, 0, 0], std: [1, 1, 1] }), [1, 1, 1, 77]);
    assert.deepEqual(
      normalized(pixel, { mean: [0, 0, 0, 0], std: [1, 1, 1, 7.7], max_pixel_value: 5 }),
      [51, 51, 51, 2],
    );
  });

  it('takes another largest value for 16 bits', () => {
    const pixel = image([[0, 65535]], 'uint16');
    assert.deepEqual(normalized(pixel, { mean: 0.5, std: 0.5, max_pixel_value: 65535 }), [-1, 1]);
  });

  it('refuses numbers that do not fit the channels, and says what would', () => {
    const gray = refusal(image([[1]]), {});
    assert.equal(gray.code, 'out_of_domain');
    assert.match(gray.message, /1×1×1.*received 3/);
    assert.match(gray.hint ?? '', /mnist/);
    const four = { mean: [0, 0, 0, 0], std: 1 };
    assert.match(refusal(image([[[1, 2, 3]]]), four).message, /1 or 3 numbers.*received 4/);
  });

  it('refuses lists of different length', () => {
    const { faults } = resolveStep(normalize, { mean: [0, 0, 0], std: [1, 1, 1, 1] }, 'opencv');
    assert.deepEqual(
      faults.map(({ parameter }) => parameter),
      ['std'],
    );
  });
});
