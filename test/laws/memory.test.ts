import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import type { HeapTaken } from './heap.ts';

/**
 * Bytes per pixel. A list of its three channels takes 72 at least. Less may be V8's own doing: until a loop has been
 * compiled, every fraction that it reads is an object of 16 bytes.
 */
const most = 64;

describe('no kernel makes an object for every pixel', () => {
  let cases: readonly HeapTaken[];

  before(async function () {
    this.timeout(300_000);
    const script = fileURLToPath(new URL('heap.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--no-concurrent-recompilation', '--import', 'tsx', script, String(most)],
      { env: { ...process.env, NODE_V8_COVERAGE: undefined }, maxBuffer: 2 ** 24 },
    );
    cases = stdout
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as HeapTaken);
  });

  it('and the measure would see one', () => {
    const [lists] = cases.filter(({ id }) => id === 'a list for every pixel');
    assert.ok(lists && lists.bytesPerPixel > most, JSON.stringify(lists));
  });

  for (const { id } of deterministicOperations) {
    it(id, () => {
      const own = cases.filter(taken => taken.id === id);
      assert.ok(own.length > 0, 'nothing was measured');
      for (const { what, bytesPerPixel } of own)
        assert.ok(bytesPerPixel <= most, `${what}: ${bytesPerPixel.toFixed(1)} bytes per pixel`);
    });
  }
});
