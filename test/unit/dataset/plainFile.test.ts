import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLines } from '../../../src/dataset/plainFile.ts';

describe('the lines of a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'darkroom-lines-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function linesOf(text: string): Promise<readonly string[]> {
    const path = join(folder, 'lines');
    await writeFile(path, text);
    const lines: string[] = [];
    for await (const line of readLines(path)) lines.push(line);
    return lines;
  }

  it('are the same however the file is read in parts', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `${index} é ${'x'.repeat(index % 50)}`);
    assert.deepEqual(await linesOf(`${lines.join('\n')}\n`), lines);
    assert.deepEqual(await linesOf('a\n\nb'), ['a', '', 'b']);
    assert.deepEqual(await linesOf(''), []);
  });

  it('are read no further than the part in which that was aborted', async () => {
    const path = join(folder, 'lines');
    await writeFile(path, 'line\n'.repeat(100_000));
    const aborting = new AbortController();
    let read = 0;
    const reading = async () => {
      for await (const _line of readLines(path, aborting.signal)) if (++read === 1) aborting.abort();
    };
    await assert.rejects(reading(), { name: 'AbortError' });
    assert.ok(read < 50_000, `${read} lines`);
  });

  it('end at line feeds alone: names have other ends of lines in them, which JSON does not escape', async () => {
    assert.deepEqual(await linesOf('["a\u2028b"]\n["c\u2029d"]\n'), ['["a\u2028b"]', '["c\u2029d"]']);
  });

  it('are left out when they are longer than any of ours, so that a file without ends fills no memory', async () => {
    const long = 'x'.repeat(2 ** 20);
    assert.deepEqual(await linesOf(`a\n${long}\n${long.repeat(3)}\nb\n${long.repeat(2)}`), ['a', long, 'b']);
  });
});
