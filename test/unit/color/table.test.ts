import assert from 'node:assert/strict';
import { applyTables, levelTable } from '../../../src/engine/color/table.ts';

describe('tables of levels', () => {
  const table = levelTable(255, value => 255 - value / 2);

  it('are looked up alike in small and large images, wherever these begin', () => {
    const bytes = Uint8Array.from({ length: 70_003 }, (_value, index) => (index * 31) % 256);
    for (const start of [0, 1, 2, 4]) {
      const data = bytes.subarray(start);
      const image = { data, width: data.length, height: 1, channels: 1, orientation: 1 } as const;
      const expected = Uint8Array.from(data, value => table[value]!);
      assert.deepEqual(applyTables(image, [table]).data, expected);
    }
  });

  it('keep alpha in large images', () => {
    const data = Uint8Array.from({ length: 80_000 }, (_value, index) => index % 256);
    const image = { data, width: 20_000, height: 1, channels: 4, orientation: 1 } as const;
    const result = applyTables(image, [table]).data;
    assert.deepEqual([...result.subarray(0, 4)], [table[0], table[1], table[2], 3]);
    assert.equal(result[79_999], data[79_999]);
  });
});
