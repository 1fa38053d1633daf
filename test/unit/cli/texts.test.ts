import assert from 'node:assert/strict';
import { alignColumns } from '../../../src/cli/table.ts';

describe('texts of the command line', () => {
  it('align the rows of very many images', () => {
    const rows = Array.from({ length: 200_000 }, (_row, index) => [`${index}`, 'a']);
    const lines = alignColumns(rows, ['right', 'left']).split('\n');
    assert.deepEqual([lines[0], lines.at(-1)], ['     0  a', '199999  a']);
  });
});
