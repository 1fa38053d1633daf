import assert from 'node:assert/strict';
import { ImpactTeller } from '../../../src/host/gallery/impactTeller.ts';
import type { GalleryImpact } from '../../../src/shared/gallery.ts';
import type { DatasetImpact, DatasetImpactRequest, ImpactSample } from '../../../src/shared/impact.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';

const image = { relativePath: 'a.png', classes: [], size: 1, modified: 1, changed: 1 };
const request = {
  request: { folder: '/set' },
  dataset: {
    ...{ root: '/set', layout: 'images', title: '', reasons: [], annotations: [] },
    ...{ images: [image], classes: [], splits: [], problems: [] },
  },
  records: '/records',
  pipeline: { version: 1, steps: [], seed: 0, output: defaultOutput },
  mode: 'inference',
  smallBox: 8,
} as unknown as DatasetImpactRequest;
const impact: DatasetImpact = {
  ...{
    images: 1,
    sample: ['a.png'],
    failed: [],
    shapes: [{ value: '1×1×3 uint8', count: 1 }],
    differentShapes: 1,
  },
  ...{ upscaled: { images: 0 }, padding: { share: 0, images: 0 }, memory: { bytes: 3, largest: 3 } },
};
const figures = { clipped: 0, entropy: 1 };
const sample: ImpactSample = { bytes: 5, before: figures, after: figures };

/**
 * An engine whose answers on sizes come when the test says so.
 * @param failing why images cannot be developed
 */
function start(failing: Readonly<Record<string, string>> = {}) {
  const answers: ((answer: DatasetImpact | Error) => void)[] = [];
  const told: GalleryImpact[] = [];
  const faults: unknown[] = [];
  const engine = {
    datasetImpact: (_params: unknown, signal?: AbortSignal) =>
      new Promise<DatasetImpact>((resolve, reject) => {
        const abort = () => {
          reject(new DOMException('Aborted.', 'AbortError'));
        };
        signal?.addEventListener('abort', abort);
        answers.push(answer => {
          if (answer instanceof Error) reject(answer);
          else resolve(answer);
        });
      }),
    impactSample: ({ relativePath }: { relativePath: string }) => {
      const reason = failing[relativePath];
      return reason === undefined
        ? Promise.resolve(sample)
        : Promise.reject(new DarkroomError('out_of_domain', reason));
    },
    cancelJob: () => Promise.resolve(),
  };
  const teller = new ImpactTeller(
    engine,
    known => told.push(known),
    thrown => faults.push(thrown),
  );
  return { teller, answers, told, faults };
}

describe('telling the impact of a pipeline', () => {
  it('tells sizes first, then what a sample has shown', async () => {
    const { teller, answers, told } = start();
    const asked = teller.ask({ report: 1, effects: 1 }, request);
    assert.deepEqual(told, [{ report: 1, effects: 1, smallBox: 8 }]);
    answers[0]!(impact);
    await asked;
    const first = told.findIndex(known => known.impact);
    assert.equal(told[first]!.samples, undefined);
    const { samples } = told.at(-1)!;
    assert.deepEqual(samples, { images: 1, failed: [], before: figures, after: figures, disk: 5 });
  });

  it('names images that fail when they are developed, but for reasons that sizes have told', async () => {
    const { teller, answers, told } = start({ 'b.png': 'Too small.', 'c.png': 'Empty.', 'd.png': 'Empty.' });
    const asked = teller.ask({ report: 1, effects: 1 }, request);
    const failed = [{ value: 'Too small.', count: 1, image: 'b.png' }];
    answers[0]!({ ...impact, images: 4, failed, sample: ['a.png', 'b.png', 'c.png', 'd.png'] });
    await asked;
    const { images, failed: named, disk } = told.at(-1)!.samples!;
    assert.deepEqual(named, [{ value: 'Empty.', count: 2, image: 'c.png' }]);
    assert.deepEqual([images, disk], [1, 15]);
  });

  it('never tells what is outdated', async () => {
    const { teller, answers, told } = start();
    const former = teller.ask({ report: 1, effects: 1 }, request);
    const asked = teller.ask({ report: 1, effects: 2 }, request);
    answers[0]!(impact);
    answers[1]!(impact);
    await Promise.all([former, asked]);
    assert.ok(told.slice(1).every(({ effects }) => effects === 2));
    teller.keep({ report: 1, effects: 3 });
    const again = teller.ask({ report: 1, effects: 2 }, request);
    assert.equal(answers.length, 3, 'it was forgotten');
    teller.drop();
    await again;
  });

  it('tells again what it knows, without work', async () => {
    const { teller, answers, told } = start();
    const asked = teller.ask({ report: 1, effects: 1 }, request);
    answers[0]!(impact);
    await asked;
    const last = told.at(-1);
    await teller.ask({ report: 1, effects: 1 }, request);
    assert.equal(answers.length, 1);
    assert.deepEqual(told.at(-1), last);
  });

  it('stops at the word of a person, and begins anew', async () => {
    const { teller, answers, told } = start();
    const asked = teller.ask({ report: 1, effects: 1 }, request);
    teller.stop();
    await asked;
    assert.equal(told.at(-1)!.stopped, true);
    const again = teller.ask({ report: 1, effects: 1 }, request);
    answers[1]!(impact);
    await again;
    assert.equal(told.at(-1)!.stopped, undefined);
    assert.ok(told.at(-1)!.samples);
  });

  it('tells what went wrong, and tries again when it is asked', async () => {
    const { teller, answers, told, faults } = start();
    const asked = teller.ask({ report: 1, effects: 1 }, request);
    answers[0]!(new Error('The disk is on fire.'));
    await asked;
    assert.equal(told.at(-1)!.problem?.message, 'The disk is on fire.');
    assert.equal(faults.length, 1, 'an unknown error is a fault of our own');
    void teller.ask({ report: 1, effects: 1 }, request);
    assert.equal(answers.length, 2);
    teller.drop();
  });
});
