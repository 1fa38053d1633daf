import assert from 'node:assert/strict';
import { fillWithDraws, keyOfPart, philox, randomFor, randomOfKey } from '../../src/engine/random.ts';

const sample = { seed: 42, path: 'cats/one.jpg', version: 0 };

describe('randomness', () => {
  it('is Philox 4×32-10: the known answers of its authors’ library (Random123, kat_vectors)', () => {
    const hex = (numbers: readonly number[]) =>
      numbers.map(number => number.toString(16).padStart(8, '0')).join(' ');
    assert.equal(hex(philox([0, 0, 0, 0], [0, 0])), '6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    const ones = 0xffffffff;
    assert.equal(hex(philox([ones, ones, ones, ones], [ones, ones])), '408f276d 41c83b0e a20bc7c6 6d5451fd');
    assert.equal(
      hex(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0])),
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    );
  });

  it('depends on seed, path, version and step, and on nothing else', () => {
    const first = (key: typeof sample, step = 0) => randomFor(key, step).uniform(0, 1);
    assert.equal(first(sample), first({ ...sample }));
    const others = [
      first({ ...sample, seed: 43 }),
      first({ ...sample, path: 'cats/two.jpg' }),
      first({ ...sample, path: 'gpj.eno/stac' }),
      first({ ...sample, version: 1 }),
      first(sample, 1),
    ];
    assert.equal(new Set([first(sample), ...others]).size, 6);
  });

  it('takes composed and decomposed accents as one path', () => {
    const draw = (path: string) => randomFor({ ...sample, path }, 0).uniform(0, 1);
    assert.equal(draw('caf\u00e9.jpg'), draw('cafe\u0301.jpg'));
  });

  it('is uniform over its range', () => {
    const random = randomFor(sample, 0);
    const counts = new Uint32Array(10);
    let sum = 0;
    const draws = 100_000;
    for (let draw = 0; draw < draws; draw++) {
      const value = random.uniform(-3, 7);
      assert.ok(value >= -3 && value < 7);
      counts[Math.floor(value + 3)]!++;
      sum += value;
    }
    // Five standard errors: of the mean of a uniform variable, and of a binomial count.
    assert.ok(Math.abs(sum / draws - 2) < 5 * (10 / Math.sqrt(12 * draws)), String(sum / draws));
    for (const count of counts)
      assert.ok(Math.abs(count - draws / 10) < 5 * Math.sqrt(draws * 0.09), String(count));
  });

  it('is normal where that is asked for', () => {
    const random = randomFor(sample, 0);
    const draws = 100_000;
    const within = [0, 0, 0];
    let sum = 0;
    for (let draw = 0; draw < draws; draw++) {
      const value = random.normal(10, 2);
      sum += value;
      for (let deviations = 1; deviations <= 3; deviations++) {
        if (Math.abs(value - 10) < 2 * deviations) within[deviations - 1]!++;
      }
    }
    assert.ok(Math.abs(sum / draws - 10) < (5 * 2) / Math.sqrt(draws), String(sum / draws));
    for (const [index, share] of [0.682689, 0.9545, 0.9973].entries()) {
      const error = Math.sqrt(draws * share * (1 - share));
      assert.ok(Math.abs(within[index]! - draws * share) < 5 * error, String(within));
    }
  });

  it('draws whole numbers equally often, both ends included, and chances as often as they say', () => {
    const random = randomFor(sample, 0);
    const counts = [0, 0, 0];
    let hits = 0;
    for (let draw = 0; draw < 30_000; draw++) {
      counts[random.integer(5, 7) - 5]!++;
      if (random.chance(0.2)) hits++;
    }
    for (const count of counts)
      assert.ok(Math.abs(count - 10_000) < 5 * Math.sqrt((30_000 * 2) / 9), String(counts));
    assert.ok(Math.abs(hits - 6000) < 5 * Math.sqrt(30_000 * 0.16), String(hits));
    assert.equal(random.integer(9, 9), 9);
    assert.equal(random.chance(0), false);
    assert.equal(random.chance(1), true);
  });

  it('gives the ends of ranges for an extreme, lets happen what can, and keeps the keys of kernels', () => {
    const ends = (extreme: 'lowest' | 'highest') => {
      const random = randomFor({ ...sample, extreme }, 0);
      const inner = random.part(3);
      return [random.uniform(-3, 7), random.integer(5, 7), random.normal(10, 2), inner.uniform(0, 1)];
    };
    assert.deepEqual(ends('lowest'), [-3, 5, 4, 0]);
    assert.deepEqual(ends('highest'), [7, 7, 16, 1]);
    const random = randomFor({ ...sample, extreme: 'lowest' }, 0);
    assert.deepEqual([random.chance(0), random.chance(1e-9)], [false, true]);
    assert.equal(random.key(), randomFor(sample, 0).key());
  });

  it('fills arrays with what it draws one by one', () => {
    for (const key of [0, 1, 0x7fffffff, 0xfedcba98, 0xffffffff]) {
      const random = randomOfKey(key);
      const expected = Uint32Array.from({ length: 400 }, () => random.key());
      const draws = new Uint32Array(400);
      fillWithDraws(draws, key, 0);
      assert.deepEqual(draws, expected);
      const later = new Uint32Array(5);
      fillWithDraws(later, key, 36);
      assert.deepEqual(later, expected.slice(36, 41));
    }
  });

  it('fills arrays with what a part draws', () => {
    for (const index of [0, 1, 65534]) {
      const random = randomOfKey(0xfedcba98).part(index);
      const expected = Uint32Array.from({ length: 40 }, () => random.key());
      const draws = new Uint32Array(40);
      const [key, upper] = keyOfPart(0xfedcba98, index);
      fillWithDraws(draws, key, 0, upper);
      assert.deepEqual(draws, expected);
    }
  });
});
