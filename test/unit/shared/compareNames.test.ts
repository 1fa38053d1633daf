import assert from 'node:assert/strict';
import { compareNames } from '../../../src/shared/compareNames.ts';

describe('names', () => {
  const sorted = (...names: string[]) => names.sort(compareNames);

  it('are in the order of the numbers in them', () => {
    assert.deepEqual(sorted('img10.png', 'img9.png', 'img100.png'), ['img9.png', 'img10.png', 'img100.png']);
    assert.deepEqual(sorted('frame_2_10', 'frame_10_2', 'frame_2_9'), [
      'frame_2_9',
      'frame_2_10',
      'frame_10_2',
    ]);
  });

  it('are in the order of letters before that of their case', () => {
    assert.deepEqual(sorted('b', 'B', 'C', 'a'), ['a', 'b', 'B', 'C']);
  });

  it('are before those that have more behind them, whatever follows', () => {
    const names = ['a.png', 'a (1).png', 'a_copy.png', 'a-b.jpg', 'a1.jpg'];
    assert.deepEqual(sorted(...names.toReversed()), names);
  });

  it('are never equal but to themselves, so that any listing comes to one order', () => {
    assert.equal(compareNames('1.png', '1.png'), 0);
    for (const [one, other] of [
      ['01.png', '1.png'],
      ['a\u0301', '\u00e1'],
      ['a\u0000', 'a'],
    ] as const) {
      const order = compareNames(one, other);
      assert.ok(order !== 0, JSON.stringify([one, other]));
      assert.equal(compareNames(other, one), -order);
    }
  });
});
