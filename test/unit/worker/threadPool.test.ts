import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
import { compiledModules } from '../../../src/codec/index.ts';
import { ThreadPool } from '../../../src/worker/threadPool.ts';
import { Workspace } from './workspace.ts';

/** A thread that reads the file it is told to, as one does that waits for a disk. */
const reader = `
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
parentPort.on('message', async ({ id, params }) => {
  parentPort.postMessage({ kind: 'result', id, value: String(await readFile(params.path)) });
});
`;

describe('pool of threads', () => {
  let workspace: Workspace;
  let pool: ThreadPool;
  beforeEach(async () => {
    workspace = await Workspace.create();
    pool = new ThreadPool(1, {
      entry: await workspace.write('reader.mjs', reader),
      modules: compiledModules,
      limits: () => ({ maximumMegapixels: 250, timeLimitSeconds: 20 }),
      graceMilliseconds: 50,
    });
  });
  afterEach(async () => {
    await pool.dispose();
    await workspace.remove();
  });

  if (process.platform !== 'win32') {
    it('does not wait for a thread that waits for a disk', async () => {
      const pipe = workspace.path('silent');
      execFileSync('mkfifo', [pipe]);
      const path = await workspace.write('plain.txt', 'answer');
      try {
        const reading = pool.run({ method: 'read', params: { path: pipe }, job: 'a' });
        const cancelled = assert.rejects(reading, { name: 'AbortError' });
        // Far enough that the thread is in the system's hands.
        await new Promise(resolve => setTimeout(resolve, 500));
        const began = performance.now();
        await pool.cancelJob('a');
        await cancelled;
        const took = performance.now() - began;
        assert.ok(took < 4000, `cancelling took ${took.toFixed(0)} ms`);
        assert.ok(pool.isStuck);
        assert.equal(await pool.run({ method: 'read', params: { path } }), 'answer');
      } finally {
        // Else the thread keeps this process from its end.
        await appendFile(pipe, 'at last');
      }
    });
  }

  it('is not stuck when a thread has ended', async () => {
    const path = await workspace.write('plain.txt', 'answer');
    assert.equal(await pool.run({ method: 'read', params: { path } }), 'answer');
    await pool.dispose();
    assert.equal(pool.isStuck, false);
  });
});
