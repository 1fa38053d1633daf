import assert from 'node:assert/strict';
import { threshold } from '../../../src/engine/operations/color/threshold.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { image, rows } from '../../fixtures/image.ts';

const values = (more: object) => ({ threshold: undefined, kind: 'binary', ...more });

describe('threshold', () => {
  it('takes half of the range of each type', () => {
    assert.deepEqual(rows(threshold.apply(image([[32767, 32768]], 'uint16'), values({}))), [[0, 65535]]);
    assert.deepEqual(rows(threshold.apply(image([[0.5, 0.51]], 'float32'), values({}))), [[0, 1]]);
  });

  it('counts the threshold itself as below', () => {
    const levels = image([[99, 100, 101]]);
    assert.deepEqual(rows(threshold.apply(levels, values({ threshold: 100 }))), [[0, 0, 255]]);
  });

  it('does what each kind says', () => {
    const levels = image([[99, 100, 101]]);
    const of = (kind: string) => rows(threshold.apply(levels, values({ threshold: 100, kind })))[0];
    assert.deepEqual(of('binary_inverse'), [255, 255, 0]);
    assert.deepEqual(of('truncate'), [99, 100, 100]);
    assert.deepEqual(of('to_zero'), [0, 0, 101]);
    assert.deepEqual(of('to_zero_inverse'), [99, 100, 0]);
  });

  it('compares colours, not alpha', () => {
    const pixel = image([[[10, 200, 255, 90]]]);
    assert.deepEqual(rows(threshold.apply(pixel, values({}))), [[[0, 255, 255, 90]]]);
  });

  it('refuses a level that the type does not have', () => {
    const refused = { name: 'DarkroomError', code: 'out_of_domain', message: /0 to 255 .* received 300/ };
    const bytes = shapeOf(image([[1]]));
    assert.throws(() => threshold.shape(bytes, values({ threshold: 300 })), refused);
    assert.throws(() => threshold.shape(bytes, values({ threshold: -1 })), { code: 'out_of_domain' });
    threshold.shape(shapeOf(image([[1]], 'float32')), values({ threshold: -1 }));
  });
});
