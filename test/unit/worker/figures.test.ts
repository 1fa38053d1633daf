import assert from 'node:assert/strict';
import type { DataType } from '../../../src/shared/shape.ts';
import type { ImageStatistics, StatisticsRequest } from '../../../src/shared/statistics.ts';
import type { Developed, View } from '../../../src/shared/view.ts';
import { Figures, type WatchedView } from '../../../src/worker/figures.ts';
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
const view = (path: string, steps: readonly string[] = ['flip']) =>
  ({ path, steps, source: { kind: 'file', path, version: '1' } }) as unknown as View;
const request = (path: string) => ({ ...view(path), side: 'after' }) as StatisticsRequest;
const figuresOf = (name: string) => ({ mean: [name] }) as unknown as ImageStatistics;
const pathOf = ({ params }: Work) => (params as { path: string }).path;
const { signal } = new AbortController();
const later = () => new Promise(resolve => setTimeout(resolve, 5));

describe('figures of views', () => {
  let views: Pool;
  let beside: Pool;
  let figures: Figures;
  let arrivals: string[];
  beforeEach(() => {
    views = new Pool();
    beside = new Pool();
    arrivals = [];
    figures = new Figures(views, beside, {
      expect: () => arrivals.push('expected'),
      giveUp: () => arrivals.push('given up'),
    });
    views.answer = work =>
      work.method === 'layOut'
        ? { key: `key of ${pathOf(work)}`, image: { path: pathOf(work) } }
        : figuresOf(`views ${pathOf(work)}`);
    beside.answer = work => figuresOf(`beside ${pathOf(work)}`);
  });
  const develop = (path: string, ...shown: Parameters<typeof developed>) =>
    figures.develop(view(path), () => Promise.resolve(developed(...shown)));
  /** Has the thread beside that of the views started, as the first large image does. */
  const start = async () => {
    await develop('first', 1000);
    await figures.of(request('first'), signal);
    await later();
    views.notes.length = 0;
    beside.notes.length = 0;
  };

  it('of small images are made by their own thread, after its pictures', async () => {
    await start();
    await develop('a', 100);
    assert.deepEqual(await figures.of(request('a'), signal), figuresOf('views a'));
    assert.deepEqual(views.notes, ['statistics']);
    assert.equal(views.turnOf('statistics'), 2);
    assert.ok(!beside.notes.includes('statisticsOnDesk'));
  });

  it('of large images do not wait for the other thread to start', async () => {
    await develop('a', 1000);
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
    await develop('a', 12_000, 'float32');
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

  describe('of an image that is opened', () => {
    const before = (path: string) => ({ ...view(path), side: 'before' }) as StatisticsRequest;
    let asked: WatchedView[];
    beforeEach(async () => {
      asked = [];
      await start();
      const { answer } = beside;
      beside.answer = work => (work.method === 'statisticsOfArrival' ? figuresOf('watched') : answer(work));
      arrivals.length = 0;
    });
    const open = (path: string, steps?: readonly string[]) =>
      figures.develop(view(path, steps), watched => {
        asked.push(watched);
        return Promise.resolve(developed(1000));
      });

    it('are those of the thread that has watched it arrive', async () => {
      await open('a');
      assert.deepEqual(arrivals, ['expected', 'given up']);
      assert.equal(asked[0]!.isWatched, true);
      assert.deepEqual(await figures.of(before('a'), signal), figuresOf('watched'));
      assert.deepEqual(views.notes, []);
      // Not those of what the steps have made of it, nor those of another image.
      assert.deepEqual(await figures.of(request('a'), signal), figuresOf('beside a'));
      assert.deepEqual(await figures.of(before('b'), signal), figuresOf('beside b'));
      assert.deepEqual(await figures.of({ ...before('a'), focus: 0 }, signal), figuresOf('beside a'));
    });

    it('are the same on both sides when there are no steps', async () => {
      await open('a', []);
      assert.deepEqual(await figures.of({ ...view('a', []), side: 'after' }, signal), figuresOf('watched'));
    });

    it('are waited for only once it is decoded', async () => {
      let end: (developed: Developed) => void = () => undefined;
      const opening = figures.develop(view('a'), () => new Promise(resolve => (end = resolve)));
      await later();
      assert.deepEqual(beside.notes, ['statisticsOfArrival']);
      assert.deepEqual(arrivals, ['expected']);
      end(developed(1000));
      await opening;
      assert.deepEqual(arrivals, ['expected', 'given up']);
    });

    it('are made as of others when it did not arrive, or the thread died', async () => {
      const { answer } = beside;
      for (const happens of [() => undefined, () => Promise.reject(new Error('The thread died.'))]) {
        beside.answer = work => (work.method === 'statisticsOfArrival' ? happens() : answer(work));
        await open(`${happens.name} a`);
        await later();
        assert.deepEqual(await figures.of(before('a'), signal), figuresOf('beside a'));
      }
    });

    it('leave the desk free when it cannot be decoded', async () => {
      await assert.rejects(
        figures.develop(view('a'), () => Promise.reject(new Error('No image.'))),
        /No image/,
      );
      assert.deepEqual(arrivals, ['expected', 'given up']);
      await later();
      assert.deepEqual(await figures.of(before('b'), signal), figuresOf('beside b'));
    });

    it('are not watched for again at every edit of its steps', async () => {
      await open('a');
      await open('a', ['blur']);
      assert.equal(asked[1]!.isWatched, undefined);
      assert.deepEqual(await figures.of(before('a'), signal), figuresOf('watched'));
    });

    it('are made afterwards while another thread looks at the desk', async () => {
      const { answer } = beside;
      beside.answer = () => new Promise(() => undefined);
      void figures.of(request('first'), signal);
      await later();
      await open('a');
      assert.equal(asked[0]!.isWatched, undefined);
      assert.deepEqual(arrivals, []);
      beside.answer = answer;
    });
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
