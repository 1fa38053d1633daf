import assert from 'node:assert/strict';
import { solarize } from '../../../src/engine/operations/color/solarize.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { image, rows } from '../../fixtures/image.ts';

describe('solarize', () => {
  it('inverts from the threshold itself on', () => {
    const levels = image([[99, 100, 101]]);
    assert.deepEqual(rows(solarize.apply(levels, { threshold: 100 })), [[99, 155, 154]]);
  });

  it('takes half of the range of each type', () => {
    const wide = image([[32767, 32768]], 'uint16');
    assert.deepEqual(rows(solarize.apply(wide, { threshold: undefined })), [[32767, 32767]]);
    const floats = image([[0.25, 0.5, 0.75]], 'float32');
    assert.deepEqual(rows(solarize.apply(floats, { threshold: undefined })), [[0.25, 0.5, 0.25]]);
  });

  it('leaves alpha alone', () => {
    const pixel = image([[[200, 10, 128, 200]]]);
    assert.deepEqual(rows(solarize.apply(pixel, { threshold: 128 })), [[[55, 10, 127, 200]]]);
  });

  it('refuses a level that the type does not have', () => {
    const refused = { code: 'out_of_domain', message: /Solarize expects 0 to 65535 .* received 70000/ };
    assert.throws(() => solarize.shape(shapeOf(image([[1]], 'uint16')), { threshold: 70000 }), refused);
  });
});
