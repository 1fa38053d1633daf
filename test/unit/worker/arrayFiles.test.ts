import assert from 'node:assert/strict';
import { rm, utimes } from 'node:fs/promises';
import { encode } from '../../../src/codec/index.ts';
import { inFolder, defaultOutput, type Step } from '../../../src/shared/pipeline.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import type { View } from '../../../src/shared/view.ts';
import { ArrayFiles } from '../../../src/worker/arrayFiles.ts';
import { Cancellation } from '../../../src/worker/cancellation.ts';
import { Views } from '../../../src/worker/views.ts';
import { image } from '../../fixtures/image.ts';
import { pipeline } from './pipelines.ts';
import { Workspace } from './workspace.ts';

describe('arrays that steps name', () => {
  let workspace: Workspace;
  let step: Step;
  const arrays = new ArrayFiles();
  before(async () => {
    workspace = await Workspace.create();
    await save('layers/w.npy', [[1, 2, 3]]);
    step = stepIn(workspace.root, 'layers/w.npy');
  });
  after(() => workspace.remove());

  async function save(path: string, rows: number[][], format: 'npy' | 'png' = 'npy') {
    return workspace.write(path, await encode(image(rows), { ...defaultOutput, format }));
  }

  function stepIn(folder: string, weights: string): Step {
    const text = `steps: [{ dense: { units: 1, weights: ${weights} } }]`;
    const parsed = { pipeline: pipeline(text), diagnostics: [] };
    return inFolder(parsed, folder).pipeline!.steps[0]!;
  }

  it('are read below the folder of the pipeline file, and kept until they change', async () => {
    const first = await arrays.read(step, 0, defaultLimits);
    assert.deepEqual(Array.from(first.files.get('layers/w.npy')!.data), [1, 2, 3]);
    const again = await arrays.read(step, 0, defaultLimits);
    assert.equal(again.files.get('layers/w.npy'), first.files.get('layers/w.npy'));
    assert.equal(again.version, first.version);
    const path = await save('layers/w.npy', [[4, 5, 6]]);
    await utimes(path, new Date(), new Date(2001, 1));
    const changed = await arrays.read(step, 0, defaultLimits);
    assert.deepEqual(Array.from(changed.files.get('layers/w.npy')!.data), [4, 5, 6]);
    assert.notEqual(changed.version, first.version);
  });

  it('are given up when they are more than the budget, but for the last', async () => {
    const few = new ArrayFiles(4);
    await save('v.npy', [[7, 8, 9]]);
    const other = stepIn(workspace.root, 'v.npy');
    const first = await few.read(step, 0, defaultLimits);
    const last = await few.read(other, 0, defaultLimits);
    const same = await few.read(other, 0, defaultLimits);
    assert.equal(same.files.get('v.npy'), last.files.get('v.npy'));
    const again = await few.read(step, 0, defaultLimits);
    assert.notEqual(again.files.get('layers/w.npy'), first.files.get('layers/w.npy'));
  });

  it('name step and file when they cannot be read', async () => {
    const missing = stepIn(workspace.root, 'layers/none.npy');
    await assert.rejects(arrays.read(missing, 2, defaultLimits), {
      code: 'not_found',
      step: 2,
      message: /^Step 3: Reading .*none\.npy: it does not exist/,
    });
    await save('picture.npy', [[1]], 'png');
    const picture = stepIn(workspace.root, 'picture.npy');
    await assert.rejects(arrays.read(picture, 0, defaultLimits), /a NumPy array but .*picture\.npy is a png/);
    const { folder: _none, ...homeless } = step;
    await assert.rejects(arrays.read(homeless, 0, defaultLimits), /stand in no file on disk/);
  });

  it('reach the preview, which follows their changes', async () => {
    const path = await workspace.write(
      'a.png',
      await encode(image([[1, 1, 1]]), { ...defaultOutput, format: 'png' }),
    );
    const view: View = {
      source: { kind: 'file', path, version: '1' },
      steps: [step],
      mode: 'train',
      seed: 0,
      path: 'a.png',
    };
    const views = new Views();
    const surroundings = {
      limits: defaultLimits,
      cancellation: new Cancellation(),
      arrayFiles: arrays,
      onSize: () => undefined,
    };
    await save('layers/w.npy', [[1, 2, 3]]);
    assert.deepEqual((await views.develop(view, surroundings)).after.range, [6, 6]);
    await save('layers/w.npy', [[1, 2, 30]]);
    await utimes(workspace.path('layers/w.npy'), new Date(), new Date(2002, 1));
    assert.deepEqual((await views.develop(view, surroundings)).after.range, [33, 33]);
    await rm(workspace.path('layers/w.npy'));
    assert.equal((await views.develop(view, surroundings)).failed?.code, 'not_found');
  });
});
