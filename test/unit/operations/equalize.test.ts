import assert from 'node:assert/strict';
import { equalize } from '../../../src/engine/operations/color/equalize.ts';
import { shapeOf } from '../../../src/engine/image.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const values = (more: object) => ({ channels: 'each', match: 'opencv', ...more });

describe('equalize', () => {
  it('reaches both ends of each type', () => {
    for (const dtype of ['uint8', 'uint16'] as const) {
      const { data } = equalize.apply(image([[40, 50, 60]], dtype), values({}));
      assert.deepEqual([data[0], data[2]], [0, dtype === 'uint8' ? 255 : 65535]);
    }
  });

  it('leaves one level as it is', () => {
    const flat = image([[9, 9, 9]]);
    for (const match of ['opencv', 'pillow']) {
      assert.deepEqual(equalize.apply(flat, values({ match })), flat);
    }
  });

  it('leaves fewer pixels than levels as they are with pillow', () => {
    const few = noise(15, 15, 3, 'uint8');
    assert.deepEqual(equalize.apply(few, values({ match: 'pillow' })), few);
  });

  it('treats channels apart, or the brightness alone', () => {
    const pixels = image([
      [
        [10, 200, 7],
        [20, 100, 7],
      ],
    ]);
    assert.deepEqual(rows(equalize.apply(pixels, values({}))), [
      [
        [0, 255, 7],
        [255, 0, 7],
      ],
    ]);
    const [bright, dark] = rows(equalize.apply(pixels, values({ channels: 'luma' })))[0]! as number[][];
    assert.ok(bright![1]! === 255 && dark![0]! === 0);
  });

  it('leaves alpha alone', () => {
    for (const dtype of ['uint8', 'uint16'] as const) {
      for (const match of ['opencv', 'pillow']) {
        for (const channels of ['each', 'luma']) {
          const before = noise(20, 20, 4, dtype);
          const after = equalize.apply(before, values({ channels, match }));
          for (let index = 3; index < before.data.length; index += 4) {
            assert.equal(after.data[index], before.data[index]);
          }
        }
      }
    }
  });

  it('refuses floats', () => {
    const floats = shapeOf(noise(1, 1, 1, 'float32'));
    assert.throws(() => equalize.shape(floats, values({})), {
      code: 'out_of_domain',
      message: /uint8 or uint16/,
    });
  });
});
