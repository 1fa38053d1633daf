import assert from 'node:assert/strict';
import { hue } from '../../../src/engine/operations/color/hue.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('hue', () => {
  it('changes nothing at 0 degrees and on one channel', () => {
    const pixels = noise(3, 3, 3, 'uint8');
    assert.equal(hue.apply(pixels, { degrees: 0, match: 'pillow' }), pixels);
    const gray = noise(3, 3, 1, 'uint8');
    assert.equal(hue.apply(gray, { degrees: 90, match: 'opencv' }), gray);
  });

  it('turns red to green to blue to red, in every type', () => {
    // For OpenCV’s floats the others are 2⁻²³, not 0: it adds that to the value that saturation is divided by.
    for (const [dtype, full, match] of [
      ['uint8', 255, 'opencv'],
      ['uint8', 255, 'pillow'],
      ['uint16', 65535, 'opencv'],
      ['float32', 1, 'pillow'],
    ] as const) {
      let pixel = image([[[full, 0, 0]]], dtype);
      for (const expected of [
        [0, full, 0],
        [0, 0, full],
        [full, 0, 0],
      ]) {
        pixel = hue.apply(pixel, { degrees: 120, match });
        assert.deepEqual(rows(pixel), [[expected]]);
      }
    }
    // cv2.cvtColor RGB2HSV, 120 added, HSV2RGB.
    const { data } = hue.apply(image([[[1, 0, 0]]], 'float32'), { degrees: 120, match: 'opencv' });
    assert.equal(data[1], 1);
    for (const other of [data[0]!, data[2]!]) assert.ok(Math.abs(other - 2 ** -23) < 1e-12, `${other}`);
  });

  it('turns back what it turned, to the last bits of 16', () => {
    const before = noise(8, 8, 3, 'uint16');
    const there = hue.apply(before, { degrees: 77, match: 'opencv' });
    const back = hue.apply(there, { degrees: -77, match: 'opencv' });
    assert.notDeepEqual(there.data, before.data);
    // One rounding of the middle colour each way, enlarged where the range of a pixel is small.
    for (const [index, value] of back.data.entries()) assert.ok(Math.abs(value - before.data[index]!) <= 2);
  });

  it('keeps floats beyond 0 to 1', () => {
    const beyond = image([[[3, -1, -1]]], 'float32');
    const { data } = hue.apply(beyond, { degrees: 120, match: 'pillow' });
    assert.deepEqual(Array.from(data), [-1, 3, -1]);
    const opencv = hue.apply(beyond, { degrees: 120, match: 'opencv' }).data;
    for (const [index, value] of opencv.entries()) assert.ok(Math.abs(value - data[index]!) < 2 ** -22);
  });

  it('leaves alpha and gray alone', () => {
    for (const match of ['opencv', 'pillow']) {
      const pixels = image([
        [
          [9, 9, 9, 1],
          [200, 9, 9, 2],
        ],
      ]);
      const { data } = hue.apply(pixels, { degrees: 90, match });
      assert.deepEqual([data[0], data[1], data[2], data[3], data[7]], [9, 9, 9, 1, 2]);
    }
  });
});
