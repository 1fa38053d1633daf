import assert from 'node:assert/strict';
import type { DataType } from '../../../src/shared/shape.ts';
import type { ImageStatistics, StatisticsRequest } from '../../../src/shared/statistics.ts';
import type { Developed } from '../../../src/shared/view.ts';
import { Figures } from '../../../src/worker/figures.ts';
import type { Work } from '../../../src/worker/slot.ts';

/** Threads that do what the test tells them, and note what they were asked. */
class Pool {
  readonly notes: string[] = [];
  readonly works: Work[] = [];
  answer: (work: Work) => unknown = () => undefined;

  run(work: Work): Promise<unknown> {
    this.notes.push(work.method);
    this.works.push(work);
    return new Promise(resolve => {
      resolve(this.answer(work));
    });
  }

  turnOf(method: string): number | undefined {
    return this.works.findLast(work => work.method === method)?.turn;
  }
}

const developed = (width: number, dtype: DataType = 'uint8') => {
  const shape = { width, height: 1000, channels: 3, dtype, orientation: 1 };
  return { before: { shape }, after: { shape } } as unknown as Developed;
};
const request = (path: string) => ({ path, side: 'after' }) as StatisticsRequest;
const figuresOf = (name: string) => ({ mean: [name] }) as unknown as ImageStatistics;
const pathOf = ({ params }: Work) => (params as { path: string }).path;
const { signal } = new AbortController();
const later = () => new Promise(resolve => setTimeout(resolve, 5));

describe('figures of views', () => {
  let views: Pool;
  let beside: Pool;
  let figures: Figures;
  beforeEach(() => {
    views = new Pool();
    beside = new Pool();
    figures = new Figures(views, beside);
    views.answer = work =>
      work.method === 'layOut'
        ? { key: `key of ${pathOf(work)}`, image: { path: pathOf(work) } }
        : figuresOf(`views ${pathOf(work)}`);
    beside.answer = work => figuresOf(`beside ${pathOf(work)}`);
  });
  /** Has the thread beside that of the views started, as the first large image does. */
  const start = async () => {
    figures.expect(developed(1000));
    await figures.of(request('first'), signal);
    await later();
    views.notes.length = 0;
    beside.notes.length = 0;
  };

  it('of small images are made by their own thread, after its pictures', async () => {
    await start();
    figures.expect(developed(100));
    assert.deepEqual(await figures.of(request('a'), signal), figuresOf('views a'));
    assert.deepEqual(views.notes, ['statistics']);
    assert.equal(views.turnOf('statistics'), 2);
    assert.deepEqual(beside.notes, []);
  });

  it('of large images do not wait for the other thread to start', async () => {
    figures.expect(developed(1000));
    const started = new Promise<void>(resolve => {
      beside.answer = () => {
        resolve();
      };
    });
    assert.deepEqual(await figures.of(request('a'), signal), figuresOf('views a'));
    await started;
    assert.deepEqual(beside.notes, ['ready']);
  });

  it('of large images are made by the other thread, and kept where the image is', async () => {
    await start();
    assert.deepEqual(await figures.of(request('a'), signal), figuresOf('beside a'));
    assert.deepEqual(views.notes, ['layOut', 'keepStatistics']);
    const { params } = views.works.at(-1)!;
    assert.deepEqual(params, { key: 'key of a', statistics: figuresOf('beside a') });
    // Before pictures: laying out is short, and the other thread has nothing to do meanwhile.
    assert.equal(views.turnOf('layOut'), -1);
  });

  it('of images that take long to copy wait for pictures', async () => {
    await start();
    figures.expect(developed(12_000, 'float32'));
    assert.deepEqual(await figures.of(request('a'), signal), figuresOf('beside a'));
    assert.equal(views.turnOf('layOut'), 1);
  });

  it('that are known are what the thread of the views says', async () => {
    await start();
    views.answer = work => (work.method === 'layOut' ? undefined : figuresOf('known'));
    assert.deepEqual(await figures.of(request('a'), signal), figuresOf('known'));
    assert.deepEqual(beside.notes, []);
  });

  it('are made of one image at a time, however the one before has ended', async () => {
    await start();
    let fail: (thrown: Error) => void = () => undefined;
    beside.answer = () => new Promise((_resolve, reject) => (fail = reject));
    const first = assert.rejects(figures.of(request('a'), signal), /died/);
    const second = figures.of(request('b'), signal);
    await later();
    assert.deepEqual(views.notes, ['layOut']);
    beside.answer = work => figuresOf(`beside ${pathOf(work)}`);
    fail(new Error('The thread died.'));
    await first;
    assert.deepEqual(await second, figuresOf('beside b'));
    // Who had to wait does not interrupt a picture that has got far meanwhile.
    assert.equal(views.turnOf('layOut'), 1);
  });

  it('are told although they cannot be kept', async () => {
    await start();
    const { answer } = views;
    views.answer = work => {
      if (work.method === 'keepStatistics') throw new Error('The thread died.');
      return answer(work);
    };
    assert.deepEqual(await figures.of(request('a'), signal), figuresOf('beside a'));
  });

  it('are made without the other thread when that does not start, which is tried again', async () => {
    beside.answer = () => {
      throw new Error('No thread.');
    };
    await start();
    assert.deepEqual(await figures.of(request('a'), signal), figuresOf('views a'));
    await later();
    assert.deepEqual(beside.notes, ['ready']);
  });
});
