import assert from 'node:assert/strict';
import { HammingIndex, largestDistance } from '../../../src/dataset/health/hammingIndex.ts';
import { chance } from '../../fixtures/planted/scenes.ts';

function randomHash(random: () => number): string {
  return Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join('');
}

function flipped(hash: string, bits: readonly number[]): string {
  const value = bits.reduce((now, bit) => now ^ (1n << BigInt(bit)), BigInt(`0x${hash}`));
  return value.toString(16).padStart(16, '0');
}

function distance(one: string, other: string): number {
  return (BigInt(`0x${one}`) ^ BigInt(`0x${other}`)).toString(2).replaceAll('0', '').length;
}

describe('the index of hashes', () => {
  it('finds just the pairs that comparing all finds, each once', () => {
    const random = chance(5);
    const hashes: string[] = [];
    for (let family = 0; family < 40; family++) {
      const first = randomHash(random);
      hashes.push(first);
      for (let child = 0; child < 6; child++) {
        const bits = Array.from({ length: child * 3 }, () => Math.floor(random() * 64));
        hashes.push(flipped(first, bits));
      }
    }
    for (const most of [0, 1, 3, 4, 7, 8, 12, largestDistance]) {
      const expected: string[] = [];
      for (let one = 0; one < hashes.length; one++) {
        for (let other = one + 1; other < hashes.length; other++) {
          const bits = distance(hashes[one]!, hashes[other]!);
          if (bits <= most) expected.push(`${one} ${other} ${bits}`);
        }
      }
      const found: string[] = [];
      new HammingIndex(hashes).pairs(most, (one, other, bits) => found.push(`${one} ${other} ${bits}`));
      assert.deepEqual(found.sort(), expected.sort());
    }
  });

  it('does not compare all with all', () => {
    const random = chance(6);
    const hashes = Array.from({ length: 100_000 }, () => randomHash(random));
    hashes.push(flipped(hashes[77]!, [3, 20, 41, 63]));
    const began = performance.now();
    const found: number[][] = [];
    new HammingIndex(hashes).pairs(4, (one, other, bits) => found.push([one, other, bits]));
    assert.deepEqual(found, [[77, 100_000, 4]]);
    // All pairs would take a minute.
    assert.ok(performance.now() - began < 10_000);
  });
});
