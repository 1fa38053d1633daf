import assert from 'node:assert/strict';
import { allocate, withData } from '../../../src/engine/image.ts';
import { shiftHueSaturationValue } from '../../../src/engine/operations/drawn/shift_hsv.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const shifted = (written: Readonly<Record<string, number>>, input: ReturnType<typeof image>) =>
  applied(shiftHueSaturationValue, written, input);

describe('shift_hsv', () => {
  it('changes nothing without a shift', () => {
    const pixels = noise(3, 3, 3, 'uint8');
    assert.equal(shifted({}, pixels), pixels);
  });

  it('leaves gray gray, whatever is added to its saturation', () => {
    for (const dtype of ['uint8', 'uint16', 'float32'] as const) {
      const gray = image([[[0.5, 0.5, 0.5]]], 'float32');
      const full = { uint8: 255, uint16: 65535, float32: 1 }[dtype];
      const data = allocate(dtype, 3).fill(full * 0.8);
      const [pixel] = rows(shifted({ hue: 20, saturation: 100, value: 51 }, withData(gray, data)))[0]!;
      assert.deepEqual(pixel, [full, full, full], dtype);
    }
  });

  it('adds to the saturation and to the value of a colour', () => {
    assert.deepEqual(rows(shifted({ saturation: 55 }, image([[[250, 125, 125]]]))), [[[250, 71, 71]]]);
    assert.deepEqual(rows(shifted({ value: 50.9 }, image([[[200, 100, 100]]]))), [[[250, 125, 125]]]);
    assert.deepEqual(rows(shifted({ value: -250 }, image([[[200, 100, 100]]]))), [[[0, 0, 0]]]);
  });

  it('cuts fractions off in whole vectors of 32 pixels and rounds what a row leaves over', () => {
    // 250 · (1 − 183 / 255) = 70.6
    const wide = image([Array.from({ length: 33 }, () => [250, 125, 125])]);
    const [row] = rows(shifted({ saturation: 55 }, wide)) as number[][][];
    assert.deepEqual(
      [row![0], row![31], row![32]],
      [
        [250, 70, 70],
        [250, 70, 70],
        [250, 71, 71],
      ],
    );
  });

  it('does to 16 bits and floats what it does to 8, without its steps', () => {
    const narrow = noise(16, 16, 3, 'uint8', 5);
    const shifts = { hue: 7, saturation: -30, value: 12 };
    const expected = shifted(shifts, narrow).data;
    for (const [dtype, full] of [
      ['uint16', 65535],
      ['float32', 1],
    ] as const) {
      const data = allocate(dtype, narrow.data.length);
      for (const [index, value] of narrow.data.entries()) data[index] = value * (full / 255);
      const got = shifted(shifts, withData(narrow, data)).data;
      const worst = Math.max(...expected.map((value, index) => Math.abs(got[index]! * (255 / full) - value)));
      // Hue in steps of 2 degrees and saturation in steps of a 255th cost at most this.
      assert.ok(worst < 6, `${dtype}: ${worst}`);
    }
  });

  it('takes floats beyond 0 to 1, and leaves alpha', () => {
    const { data } = shifted({ value: 51 }, image([[[2, 1, 1, 0.25]]], 'float32'));
    assert.deepEqual(Array.from(data), [1, 0.5, 0.5, 0.25]);
    const alpha = shifted({ hue: 90, value: 9 }, image([[[200, 9, 9, 2]]])).data[3];
    assert.equal(alpha, 2);
  });
});
