import assert from 'node:assert/strict';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import type { AnnotationSet, LabelledImage } from '../../../src/dataset/annotations/format.ts';
import { findFormat } from '../../../src/dataset/annotations/index.ts';
import { labelsHash } from '../../../src/dataset/labelsHash.ts';
import { printLine } from '../../../src/dataset/manifest/lines.ts';
import { hashBytes } from '../../../src/dataset/manifest/hash.ts';
import { temporaryPath } from '../../../src/dataset/manifest/names.ts';
import { fromProblem } from '../../../src/shared/errors.ts';
import { packLabels } from '../../../src/shared/packedLabels.ts';
import { writeAnnotations } from '../../../src/worker/writeAnnotations.ts';
import { frame, untouched } from '../../fixtures/labelFolder.ts';
import { Workspace } from './workspace.ts';

const coco = JSON.stringify({
  images: [{ id: 1, file_name: 'a.png', width: 8, height: 6 }],
  categories: [{ id: 1, name: 'cat' }],
  annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] }],
});

const followed = (set: AnnotationSet, images: readonly LabelledImage[]) =>
  untouched(set, images, frame(8, 6)).map(({ labels, ...result }) => ({
    ...result,
    packed: packLabels(labels),
    hash: labelsHash(packLabels(set.labelsOf(result.image)!)),
  }));

/** A worker process that dies is replaced, and the labels are written again from the beginning. */
describe('writing labels again after the death of a worker process', () => {
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    await workspace.write('coco.json', coco);
    await workspace.write('out/.darkroom-job.claims', '');
  });
  afterEach(() => workspace.remove());

  const output = () => workspace.path('out/coco.json');
  async function write() {
    const path = workspace.path('coco.json');
    const images = [{ path: workspace.path('in/a.png'), relativePath: 'a.png' }];
    const set = await (await findFormat(path)).read(path, images);
    const outcomes = await writeAnnotations({
      annotations: { path, outputFolder: workspace.path('out'), images },
      results: followed(set, images),
      job: 'job',
      claims: { path: workspace.path('out/.darkroom-job.claims'), room: 100 },
      overwrite: false,
    });
    return outcomes.map(outcome => {
      if ('problem' in outcome) throw fromProblem(outcome.problem);
      return outcome;
    });
  }

  it('takes the place of what was left half-written', async () => {
    await workspace.write(join('out', temporaryPath('coco.json', 'job')), '{"images": [');
    const [written] = await write();
    assert.equal(written!.path, output());
    assert.deepEqual(await workspace.list('out'), ['.darkroom-job.claims', 'coco.json']);
  });

  it('knows what has got its name already', async () => {
    const [first] = await write();
    const [again] = await write();
    assert.deepEqual(again, first);
    assert.deepEqual(await workspace.list('out'), ['.darkroom-job.claims', 'coco.json']);
  });

  it('knows the empty file that holds the name on a disk without hard links', async () => {
    const [first] = await write();
    await workspace.write('out/coco.json', '');
    await write();
    assert.equal(await hashBytes(await workspace.read('out/coco.json')), first!.result.hash);
  });

  it('still replaces nothing that is not its own', async () => {
    await workspace.write('out/coco.json', 'somebody’s');
    await assert.rejects(write(), { code: 'exists' });
    const claim = { kind: 'claim', output: 'coco.json', hash: 'abc' } as const;
    await workspace.write('out/.darkroom-job.claims', printLine(claim));
    await assert.rejects(write(), { code: 'exists' });
    assert.equal(String(await workspace.read('out/coco.json')), 'somebody’s');
  });

  it('says that the folder was taken over', async () => {
    await workspace.removeFile('out/.darkroom-job.claims');
    await assert.rejects(write(), { code: 'output_lost' });
    assert.deepEqual(await workspace.list('out'), []);
  });
});

describe('writing a file of labels for each image', () => {
  const names = Array.from({ length: 60 }, (_name, index) => `${index + 10}`);
  let workspace: Workspace;
  beforeEach(async () => {
    workspace = await Workspace.create();
    for (const name of names) await workspace.write(`in/labels/${name}.txt`, '0 0.5 0.5 0.2 0.2\n');
    await workspace.write('out/.darkroom-job.claims', '');
  });
  afterEach(() => workspace.remove());

  async function write() {
    const path = workspace.path('in/labels');
    const images = names.map(name => {
      const relativePath = `images/${name}.png`;
      return { path: workspace.path('in', relativePath), relativePath };
    });
    const set = await (await findFormat(path)).read(path, images);
    return writeAnnotations({
      annotations: { path, outputFolder: workspace.path('out'), images },
      results: followed(set, images),
      job: 'job',
      claims: { path: workspace.path('out/.darkroom-job.claims'), room: 100 },
      overwrite: false,
    });
  }
  const written = async () => (await workspace.list('out/labels')).filter(name => name.endsWith('.txt'));
  const problemsOf = (outcomes: Awaited<ReturnType<typeof write>>) =>
    outcomes.flatMap(outcome => ('problem' in outcome ? [[outcome.path, outcome.problem.code]] : []));

  it('notes many together before they get their names', async () => {
    const flush = fs.fdatasync;
    let flushes = 0;
    fs.fdatasync = ((file, done) => {
      flushes++;
      flush(file, done);
    }) as typeof flush;
    syncBuiltinESMExports();
    try {
      assert.deepEqual(problemsOf(await write()), []);
    } finally {
      fs.fdatasync = flush;
      syncBuiltinESMExports();
    }
    assert.ok(flushes > 0 && flushes < names.length / 2, `${flushes} times`);
  });

  it('does the others where one cannot be written, and names that', async () => {
    await workspace.write('out/labels/12.txt', 'somebody’s');
    const outcomes = await write();
    assert.deepEqual(problemsOf(outcomes), [[workspace.path('out/labels/12.txt'), 'exists']]);
    assert.deepEqual(
      outcomes.map(({ path }) => path),
      names.map(name => workspace.path(`out/labels/${name}.txt`)),
    );
    assert.equal((await written()).length, names.length);
    assert.equal(String(await workspace.read('out/labels/12.txt')), 'somebody’s');
  });

  it('stops where no other can be written either', async () => {
    await workspace.removeFile('out/.darkroom-job.claims');
    const outcomes = await write();
    assert.ok(outcomes.length < names.length / 2);
    for (const [, code] of problemsOf(outcomes)) assert.equal(code, 'output_lost');
    assert.deepEqual(await workspace.list('out'), []);
  });
});
