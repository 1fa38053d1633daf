import assert from 'node:assert/strict';
import { join } from 'node:path';
import { findFormat } from '../../../src/dataset/annotations/index.ts';
import { printLine } from '../../../src/dataset/manifest/lines.ts';
import { hashBytes } from '../../../src/dataset/manifest/hash.ts';
import { temporaryPath } from '../../../src/dataset/manifest/names.ts';
import { writeAnnotations } from '../../../src/worker/writeAnnotations.ts';
import { frame, untouched } from '../../fixtures/labelFolder.ts';
import { Workspace } from './workspace.ts';

const coco = JSON.stringify({
  images: [{ id: 1, file_name: 'a.png', width: 8, height: 6 }],
  categories: [{ id: 1, name: 'cat' }],
  annotations: [{ id: 1, image_id: 1, category_id: 1, bbox: [1, 1, 2, 2] }],
});

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
    return writeAnnotations({
      annotations: { path, outputFolder: workspace.path('out'), images },
      results: untouched(set, images, frame(8, 6)),
      job: 'job',
      claims: { path: workspace.path('out/.darkroom-job.claims'), room: 100 },
      overwrite: false,
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
