import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { runBatch, type BatchOptions } from '../../../src/worker/client/batch.ts';
import { CrashError, StartError } from '../../../src/worker/client/crash.ts';
import { ProgressMeter, type Progress } from '../../../src/worker/client/progress.ts';

/** A worker process that does what it is told for each file, and dies with all that is in work. */
class Process {
  readonly calls: string[] = [];
  readonly tidied: string[] = [];
  mostAtOnce = 0;
  private readonly open = new Map<string, (reason: Error) => void>();

  constructor(private readonly deeds: Readonly<Record<string, 'die' | 'hang' | Error>>) {}

  run(file: string): Promise<void> {
    this.calls.push(file);
    return new Promise((resolve, reject) => {
      this.open.set(file, reject);
      this.mostAtOnce = Math.max(this.mostAtOnce, this.open.size);
      const deed = this.deeds[file];
      setTimeout(() => {
        if (!this.open.has(file) || deed === 'hang') return;
        if (deed === 'die') {
          this.die();
          return;
        }
        this.open.delete(file);
        if (deed) reject(deed);
        else resolve();
      }, 2);
    });
  }

  stop(): Promise<void> {
    for (const reject of this.open.values()) reject(new DOMException('Cancelled.', 'AbortError'));
    this.open.clear();
    return Promise.resolve();
  }

  die(): void {
    const alone = this.open.size === 1;
    const open = [...this.open.values()];
    this.open.clear();
    for (const reject of open) reject(new CrashError('signal SIGABRT', alone));
  }
}

const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

function run(process: Process, more: Partial<BatchOptions<string>> = {}) {
  return runBatch({
    items: letters,
    atOnce: 3,
    pathOf: file => file,
    work: file => process.run(file),
    cancel: () => process.stop(),
    afterCrash: file => {
      process.tidied.push(file);
      return Promise.resolve();
    },
    ...more,
  });
}

describe('batch', () => {
  it('does everything, never more at once than asked', async () => {
    const process = new Process({});
    const { done, failed, skipped, cancelled } = await run(process);
    assert.deepEqual(
      { done, failed, skipped, cancelled },
      { done: 8, failed: [], skipped: 0, cancelled: false },
    );
    assert.equal(process.mostAtOnce, 3);
  });

  it('names failures in the order of the items and goes on', async () => {
    const process = new Process({
      b: new DarkroomError('unreadable', 'Broken.', { hint: 'Mend it.' }),
      a: new Error('A bug.'),
    });
    const { done, failed } = await run(process);
    assert.equal(done, 6);
    assert.deepEqual(
      failed.map(({ code, file, bug }) => [code, file, bug]),
      [
        ['bug', 'a', true],
        ['unreadable', 'b', undefined],
      ],
    );
  });

  it('sets a file aside that has ended the process twice, and loses no other', async () => {
    const process = new Process({ c: 'die' });
    const { done, failed } = await run(process);
    assert.equal(done, 7);
    assert.deepEqual(
      failed.map(({ code, file }) => [code, file]),
      [['crashed', 'c']],
    );
    assert.equal(process.calls.filter(file => file === 'c').length, 2);
    // With those that were in work beside it.
    assert.ok(process.tidied.includes('c'));
    assert.equal(new Set(process.tidied).size, 3);
  });

  it('finds several such files that are in work together', async () => {
    const process = new Process({ a: 'die', b: 'die', h: 'die' });
    const { done, failed } = await run(process);
    assert.equal(done, 5);
    assert.deepEqual(
      failed.map(({ file }) => file),
      ['a', 'b', 'h'],
    );
  });

  it('ends even when other work in the same process always dies beside it', async () => {
    let calls = 0;
    const { done, failed } = await runBatch({
      items: ['a'],
      atOnce: 1,
      pathOf: file => file,
      work: () => {
        calls++;
        return Promise.reject(new CrashError('signal SIGKILL', false));
      },
      cancel: () => Promise.resolve(),
    });
    assert.deepEqual([done, failed.length], [0, 1]);
    assert.ok(calls <= 5);
  });

  it('stops for a full disk, which is no fault of the file', async () => {
    const process = new Process({ b: new DarkroomError('no_space', 'The disk is full.'), c: 'hang' });
    const ends: boolean[] = [];
    const { stopped, failed, done, skipped, cancelled } = await run(process, {
      cancel: finishWritten => {
        ends.push(finishWritten);
        return process.stop();
      },
    });
    assert.equal(stopped?.code, 'no_space');
    assert.deepEqual(ends, [true]);
    assert.equal(cancelled, false);
    assert.deepEqual(failed, []);
    assert.equal(done + skipped, 8);
    assert.ok(process.calls.length < 8);
  });

  it('tries again alone what could open no more files, and stops when it cannot even then', async () => {
    const tooMany = () => new DarkroomError('too_many_open', 'Too many files are open.');
    let open = 0;
    const runWith = (most: number) =>
      run(new Process({}), {
        work: async () => {
          if (open >= most) throw tooMany();
          open++;
          await pause(2);
          open--;
        },
      });
    const { done, failed, stopped } = await runWith(2);
    assert.deepEqual([done, failed, stopped], [8, [], undefined]);
    const none = await runWith(0);
    assert.deepEqual([none.done, none.failed, none.stopped?.code], [0, [], 'too_many_open']);
  });

  it('cancels at once, also before it has begun', async () => {
    const process = new Process({ a: 'hang', b: 'hang', c: 'hang' });
    const controller = new AbortController();
    const running = run(process, { signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 10);
    const { cancelled, done, skipped } = await running;
    assert.deepEqual([cancelled, done, skipped], [true, 0, 8]);
    const never = new Process({});
    assert.equal((await run(never, { signal: AbortSignal.abort() })).skipped, 8);
    assert.deepEqual(never.calls, []);
  });

  it('blames no file for the end of a process that did not hear of a cancel', async () => {
    const controller = new AbortController();
    const process = new Process({ a: 'hang', b: 'hang' });
    const running = run(process, {
      items: ['a', 'b'],
      signal: controller.signal,
      cancel: () => {
        process.die();
        return Promise.resolve();
      },
    });
    await pause(10);
    process.die();
    await pause(10);
    // Each is tried again alone.
    assert.deepEqual(process.calls, ['a', 'b', 'a']);
    controller.abort();
    const { done, failed, skipped, cancelled } = await running;
    assert.deepEqual(
      { done, failed, skipped, cancelled },
      { done: 0, failed: [], skipped: 2, cancelled: true },
    );
  });

  it('stops when there is no process to be had, and blames no file for it', async () => {
    const process = new Process({ e: new StartError('exit code 1', 'No memory.') });
    const { done, failed, skipped, stopped } = await run(process, { atOnce: 1 });
    assert.deepEqual({ done, failed, skipped }, { done: 4, failed: [], skipped: 4 });
    assert.deepEqual([stopped?.code, stopped?.file], ['not_started', undefined]);
    assert.match(stopped!.message, /could not be started \(exit code 1\)\. No memory\./);
    assert.match(new StartError('spawn node EMFILE', '').hint!, /ulimit -n/);
  });

  it('reports progress from the first to the last', async () => {
    const seen: Progress[] = [];
    await run(new Process({ b: new DarkroomError('unreadable', 'Broken.') }), {
      onProgress: progress => seen.push(progress),
    });
    assert.deepEqual([seen[0]?.done, seen[0]?.total], [0, 8]);
    assert.deepEqual([seen.at(-1)?.done, seen.at(-1)?.failed], [7, 1]);
  });
});

describe('progress', () => {
  it('tells the file that has been in work longest', () => {
    const meter = new ProgressMeter(3);
    const currents: (string | undefined)[] = [];
    const tell = () => currents.push(meter.progress().current);
    tell();
    for (const [number, file] of ['hangs.png', 'a.png', 'a.png'].entries()) meter.begin(number, file);
    tell();
    meter.end(1);
    tell();
    meter.end(0);
    tell();
    meter.end(2);
    tell();
    assert.deepEqual(currents, [undefined, 'hangs.png', 'hangs.png', 'a.png', undefined]);
  });

  it('tells the rate of the last seconds and the time left', () => {
    let now = 0;
    const meter = new ProgressMeter(1000, () => now);
    assert.equal(meter.progress().secondsLeft, undefined);
    for (let file = 0; file < 100; file++) {
      now += 100;
      meter.finish(true);
    }
    assert.ok(Math.abs(meter.progress().perSecond - 10) < 0.5);
    for (let file = 0; file < 40; file++) {
      now += 1000;
      meter.finish(file % 2 === 0);
    }
    const { perSecond, secondsLeft, done, failed } = meter.progress();
    assert.deepEqual([done, failed], [120, 20]);
    assert.ok(Math.abs(perSecond - 1) < 0.1);
    assert.ok(Math.abs(secondsLeft! - 860) < 90);
  });
});
