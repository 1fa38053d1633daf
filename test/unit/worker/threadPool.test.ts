import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile } from 'node:fs/promises';
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

/** A thread that never has enough, or answers at once. */
const hoarder = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, params }) => {
  const hoard = [];
  while (params.hoards) hoard.push(Array.from({ length: 1e5 }, () => ({})));
  parentPort.postMessage({ kind: 'result', id, value: 'enough' });
});
`;

/** A thread that leaves a mark when it starts, and tells how many milliseconds ago that was. */
const counted = `
import { appendFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
const began = performance.now();
appendFileSync(new URL('./starts.txt', import.meta.url), 'x');
parentPort.on('message', ({ id }) => {
  parentPort.postMessage({ kind: 'result', id, value: performance.now() - began });
});
`;

/** A thread that notes what it is told to do, and does it until it may end or is told to give up. */
const notebook = `
import { parentPort, workerData } from 'node:worker_threads';
const flag = new Int32Array(workerData.cancellation);
const notes = [];
parentPort.on('message', async ({ id, params }) => {
  notes.push(params.name);
  const until = performance.now() + params.milliseconds;
  while (performance.now() < until) {
    if (Atomics.load(flag, 0) !== 1) continue;
    parentPort.postMessage({ kind: 'problem', id, problem: { code: 'aborted', message: 'Cancelled.', aborted: true } });
    return;
  }
  parentPort.postMessage({ kind: 'result', id, value: [...notes] });
});
`;

/** A thread that does four things, and never comes to the end of one of them when it is told so. */
const stumbling = `
import { parentPort, workerData } from 'node:worker_threads';
const place = new Int32Array(workerData.place);
parentPort.on('message', ({ id, params }) => {
  for (let index = 0; index < 4; index++) {
    Atomics.store(place, 0, index);
    while (index === params.hangsAt);
  }
  parentPort.postMessage({ kind: 'result', id, value: 'done' });
});
`;

describe('pool of threads', () => {
  let workspace: Workspace;
  let pool: ThreadPool;
  beforeEach(async () => {
    workspace = await Workspace.create();
    pool = new ThreadPool(1, {
      entry: await workspace.write('reader.mjs', reader),
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
        assert.ok(took < 1000, `cancelling took ${took.toFixed(0)} ms`);
        assert.equal(await pool.run({ method: 'read', params: { path } }), 'answer');
      } finally {
        // Else the thread keeps this process from its end.
        await appendFile(pipe, 'at last');
      }
    });
  }

  it('replaces a thread that has run out of memory, and says what to do', async () => {
    const hoarders = new ThreadPool(1, {
      entry: await workspace.write('hoarder.mjs', hoarder),
      limits: () => ({ maximumMegapixels: 250, timeLimitSeconds: 20 }),
      heapMegabytes: 32,
      graceMilliseconds: 50,
    });
    try {
      await assert.rejects(hoarders.run({ method: 'hoard', params: { hoards: true } }), {
        code: 'too_large',
        message: /not enough memory/,
        hint: /fewer workers/,
      });
      assert.equal(await hoarders.run({ method: 'hoard', params: {} }), 'enough');
    } finally {
      await hoarders.dispose();
    }
  });

  it('tells whoever tidies up which of several things a thread was at', async () => {
    let timeLimitSeconds = 20;
    const stumblers = new ThreadPool(1, {
      entry: await workspace.write('stumbling.mjs', stumbling),
      limits: () => ({ maximumMegapixels: 250, timeLimitSeconds }),
      graceMilliseconds: 50,
    });
    const places: number[] = [];
    const tidy = (place: number) => Promise.resolve(void places.push(place));
    try {
      for (const hangsAt of [3, 1]) {
        // It has started, however long that took.
        timeLimitSeconds = 20;
        assert.equal(await stumblers.run({ method: 'stumble', params: {} }), 'done');
        timeLimitSeconds = 0.25;
        const work = stumblers.run({ method: 'stumble', params: { hangsAt }, tidy });
        await assert.rejects(work, { code: 'timeout', message: /limit of 0\.25 s/, hint: /--time-limit/ });
      }
      assert.deepEqual(places, [3, 1]);
    } finally {
      await stumblers.dispose();
    }
  });

  it('counts no time in which the process stood still', async () => {
    let timeLimitSeconds = 20;
    const workers = new ThreadPool(1, {
      entry: await workspace.write('notebook.mjs', notebook),
      limits: () => ({ maximumMegapixels: 250, timeLimitSeconds }),
      graceMilliseconds: 50,
    });
    try {
      await workers.run({ method: 'note', params: { name: 'first', milliseconds: 0 } });
      timeLimitSeconds = 2;
      const work = workers.run({ method: 'note', params: { name: 'second', milliseconds: 2700 } });
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2200);
      assert.deepEqual(await work, ['first', 'second']);
    } finally {
      await workers.dispose();
    }
  });

  it('starts a thread before there is work for it, and does the work there', async () => {
    const entry = await workspace.write('counted.mjs', counted);
    const options = {
      limits: () => ({ maximumMegapixels: 250, timeLimitSeconds: 20 }),
      graceMilliseconds: 50,
    };
    const warm = new ThreadPool(1, { entry, ...options });
    try {
      warm.warmUp(1);
      warm.warmUp(7);
      while (!(await workspace.list('')).includes('starts.txt'))
        await new Promise(resolve => setTimeout(resolve, 20));
      await new Promise(resolve => setTimeout(resolve, 50));
      assert.ok(Number(await warm.run({ method: 'age', params: {} })) >= 45);
      assert.equal(String(await workspace.read('starts.txt')), 'x');
    } finally {
      await warm.dispose();
    }
  });

  describe('with turns', () => {
    let turns: ThreadPool;
    beforeEach(async () => {
      turns = new ThreadPool(1, {
        entry: await workspace.write('notebook.mjs', notebook),
        limits: () => ({ maximumMegapixels: 250, timeLimitSeconds: 20 }),
        graceMilliseconds: 5000,
      });
    });
    afterEach(() => turns.dispose());
    const work = (name: string, turn: number, milliseconds = 1) => ({
      method: 'note',
      params: { name, milliseconds },
      turn,
    });

    it('does what somebody waits for first', async () => {
      await Promise.all([
        turns.run(work('first', 0, 50)),
        turns.run(work('figures', 2)),
        turns.run(work('small', 1)),
        turns.run(work('stage', 0)),
      ]);
      const notes = await turns.run(work('last', 0));
      assert.deepEqual(notes, ['first', 'stage', 'small', 'figures', 'last']);
    });

    it('interrupts what may be, and begins it again', async () => {
      await turns.run(work('first', 0));
      const figures = turns.run({ ...work('figures', 2, 1000), isInterruptible: true });
      await new Promise(resolve => setTimeout(resolve, 50));
      assert.deepEqual(await turns.run(work('stage', 0)), ['first', 'figures', 'stage']);
      assert.deepEqual(await figures, ['first', 'figures', 'stage', 'figures']);
    });

    it('drops what has not been begun, and lets the rest come to its end', async () => {
      await turns.run(work('before', 0));
      const begun = turns.run(work('begun', 0, 50));
      const waiting = turns.run(work('waiting', 0));
      const kept = turns.run(work('kept', 0));
      const dropped = assert.rejects(waiting, { name: 'AbortError' });
      turns.drop(({ params }) => (params as { name: string }).name !== 'kept');
      await dropped;
      await begun;
      assert.deepEqual(await kept, ['before', 'begun', 'kept']);
    });

    it('does not begin what was cancelled before', async () => {
      const cancelled = turns.run({ ...work('cancelled', 0), signal: AbortSignal.abort() });
      await assert.rejects(cancelled, { name: 'AbortError' });
      assert.deepEqual(await turns.run(work('last', 0)), ['last']);
    });

    it('does not begin again what was cancelled', async () => {
      await turns.run(work('first', 0));
      const controller = new AbortController();
      const figures = turns.run({
        ...work('figures', 2, 10_000),
        isInterruptible: true,
        signal: controller.signal,
      });
      const cancelled = assert.rejects(figures, { name: 'AbortError' });
      await new Promise(resolve => setTimeout(resolve, 100));
      const stage = turns.run(work('stage', 0));
      controller.abort();
      await cancelled;
      await stage;
      assert.deepEqual(await turns.run(work('last', 0)), ['first', 'figures', 'stage', 'last']);
    });
  });
});
