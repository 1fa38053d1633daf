import assert from 'node:assert/strict';
import { applyImpulses, chooseImpulses, impulse } from '../../../src/engine/noise/impulse.ts';
import { impulseNoise } from '../../../src/engine/operations/drawn/impulse_noise.ts';
import { applied } from '../../fixtures/applied.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

const countOf = (marks: Uint8Array, mark: number) => marks.filter(value => value === mark).length;

describe('impulse_noise', () => {
  it('changes exactly as many pixels as asked for', () => {
    for (const [count, salt, pepper] of [
      [1, 1, 0],
      [10, 0, 0],
      [10, 4, 6],
      [9000, 123, 456],
      [9000, 9000, 0],
      [9000, 0, 8999],
    ] as const) {
      const marks = chooseImpulses(count, salt, pepper, count + salt);
      assert.equal(marks.length, count);
      assert.equal(countOf(marks, impulse.salt), salt);
      assert.equal(countOf(marks, impulse.pepper), pepper);
    }
  });

  it('takes fractions of the number of pixels, cut off', () => {
    const input = image([Array.from({ length: 99 }, () => 100)]);
    const { data } = applied(impulseNoise, { amount: 0.25, salt_vs_pepper: 0.4, key: 3 }, input);
    // ⌊24.75⌋ changed, of them ⌊9.6⌋ white.
    assert.equal(data.filter(value => value === 255).length, 9);
    assert.equal(data.filter(value => value === 0).length, 15);
  });

  it('chooses every pixel equally often, and every pair of pixels', () => {
    const draws = 6000;
    const salt = new Float64Array(10);
    const pepper = new Float64Array(10);
    const pairs = new Map<string, number>();
    for (let key = 0; key < draws; key++) {
      const marks = chooseImpulses(10, 1, 2, key);
      marks.forEach((mark, pixel) => {
        if (mark === impulse.salt) salt[pixel]!++;
        if (mark === impulse.pepper) pepper[pixel]!++;
      });
      const pair = `${marks.indexOf(impulse.pepper)} ${marks.lastIndexOf(impulse.pepper)}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    }
    const near = (count: number, share: number) =>
      Math.abs(count - draws * share) < 5 * Math.sqrt(draws * share * (1 - share));
    for (const count of salt) assert.ok(near(count, 0.1), String(salt));
    for (const count of pepper) assert.ok(near(count, 0.2), String(pepper));
    assert.equal(pairs.size, 45);
    for (const [pair, count] of pairs) assert.ok(near(count, 1 / 45), `${pair}: ${count}`);
  });

  it('turns all colours of a pixel, in every type, and leaves alpha', () => {
    const marks = Uint8Array.of(impulse.salt, impulse.none, impulse.pepper);
    const pixels = image([
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 10, 11, 12],
      ],
    ]);
    assert.deepEqual(rows(applyImpulses(pixels, marks)), [
      [
        [255, 255, 255, 4],
        [5, 6, 7, 8],
        [0, 0, 0, 12],
      ],
    ]);
    assert.deepEqual(rows(applyImpulses(image([[7, 8, 9]], 'uint16'), marks)), [[65535, 8, 0]]);
    assert.deepEqual(rows(applyImpulses(image([[0.25, 3, -1]], 'float32'), marks)), [[1, 3, 0]]);
  });

  it('chooses the same pixels for the same key', () => {
    const input = noise(70, 80, 3, 'uint8');
    const once = applied(impulseNoise, { key: 4 }, input);
    assert.deepEqual(applied(impulseNoise, { key: 4 }, input).data, once.data);
    assert.notDeepEqual(applied(impulseNoise, { key: 5 }, input).data, once.data);
  });
});
