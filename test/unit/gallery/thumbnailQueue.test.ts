import assert from 'node:assert/strict';
import { ThumbnailQueue, type Outcome } from '../../../src/host/gallery/thumbnailQueue.ts';

/** Work that ends when it is told to. */
class Bench {
  readonly begun: string[] = [];
  readonly signals = new Map<string, AbortSignal>();
  private readonly ends = new Map<string, (outcome: Outcome) => void>();

  readonly work = (key: string, signal: AbortSignal): Promise<Outcome> => {
    this.begun.push(key);
    this.signals.set(key, signal);
    return new Promise(resolve => this.ends.set(key, resolve));
  };

  async end(key: string, outcome: Outcome = 'done'): Promise<void> {
    this.ends.get(key)!(outcome);
    await new Promise(resolve => setImmediate(resolve));
  }
}

describe('the queue of thumbnails', () => {
  it('does a few at a time, in the order in which they are wanted', async () => {
    const bench = new Bench();
    const queue = new ThumbnailQueue(2, bench.work);
    queue.want(['a', 'b', 'c', 'd']);
    assert.deepEqual(bench.begun, ['a', 'b']);
    await bench.end('b');
    assert.deepEqual(bench.begun, ['a', 'b', 'c']);
    await bench.end('a');
    await bench.end('c');
    await bench.end('d');
    assert.deepEqual(bench.begun, ['a', 'b', 'c', 'd']);
    assert.ok(queue.isIdle);
  });

  it('drops what is no longer wanted and ends what has been begun, once', async () => {
    const bench = new Bench();
    const queue = new ThumbnailQueue(2, bench.work);
    queue.want(['a', 'b', 'c', 'd']);
    queue.want(['b', 'x', 'y']);
    assert.equal(bench.signals.get('a')!.aborted, false);
    await bench.end('a');
    await bench.end('b');
    await bench.end('x');
    assert.deepEqual(bench.begun, ['a', 'b', 'x', 'y']);
  });

  it('does not begin anew what comes to its end while it is wanted again', async () => {
    const bench = new Bench();
    const queue = new ThumbnailQueue(1, bench.work);
    queue.want(['a', 'b', 'c']);
    queue.want(['b', 'a', 'c']);
    for (const key of ['a', 'b', 'c']) await bench.end(key);
    assert.deepEqual(bench.begun, ['a', 'b', 'c']);
    assert.ok(queue.isIdle);
  });

  it('tells what is in work unwanted, and does what was dropped again when it is wanted by then', async () => {
    const bench = new Bench();
    const queue = new ThumbnailQueue(2, bench.work);
    queue.want(['a', 'b', 'c']);
    assert.deepEqual(queue.unwanted, []);
    queue.want(['x', 'b']);
    assert.deepEqual(queue.unwanted, ['a']);
    queue.want(['x', 'a', 'y']);
    await bench.end('a', 'dropped');
    assert.deepEqual(bench.begun.slice(2), ['a']);
    await bench.end('b', 'dropped');
    assert.deepEqual(bench.begun.slice(3), ['x']);
    await bench.end('a');
    await bench.end('x');
    assert.deepEqual(bench.begun.slice(4), ['y']);
  });

  it('aborts all when the pictures are others, and takes the same keys again', async () => {
    const bench = new Bench();
    const queue = new ThumbnailQueue(1, bench.work);
    queue.want(['a', 'b']);
    const first = bench.signals.get('a')!;
    queue.restart();
    assert.ok(first.aborted);
    queue.want(['a']);
    assert.deepEqual(bench.begun, ['a', 'a']);
    await bench.end('a');
    assert.ok(queue.isIdle);
  });

  it('does suspects again one by one, with nothing else beside them, before it goes on', async () => {
    const bench = new Bench();
    const queue = new ThumbnailQueue(3, bench.work);
    queue.want(['a', 'b', 'c', 'd', 'e']);
    await bench.end('a', 'suspect');
    await bench.end('b', 'suspect');
    assert.deepEqual(bench.begun, ['a', 'b', 'c'], 'nothing is begun beside what still runs');
    queue.want(['d', 'e']);
    await bench.end('c');
    assert.deepEqual(bench.begun.slice(3), ['a'], 'a suspect is cleared up even when it is no longer wanted');
    await bench.end('a', 'suspect');
    assert.deepEqual(bench.begun.slice(4), ['b']);
    await bench.end('b');
    assert.deepEqual(bench.begun.slice(5), ['a']);
    await bench.end('a');
    assert.deepEqual(bench.begun.slice(6), ['d', 'e']);
    await bench.end('d');
    await bench.end('e');
    assert.ok(queue.isIdle);
  });
});
