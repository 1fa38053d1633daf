import assert from 'node:assert/strict';
import { encode } from '../../../src/codec/index.ts';
import { colorOfId } from '../../../src/shared/labelColors.ts';
import type { Labels } from '../../../src/shared/labels.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import type { View } from '../../../src/shared/view.ts';
import { ArrayFiles } from '../../../src/worker/arrayFiles.ts';
import { Cancellation } from '../../../src/worker/cancellation.ts';
import { Views } from '../../../src/worker/views.ts';
import { pipeline } from './pipelines.ts';
import { Workspace } from './workspace.ts';

const surroundings = {
  limits: defaultLimits,
  cancellation: new Cancellation(),
  arrayFiles: new ArrayFiles(),
  onSize: () => undefined,
};

describe('labels of a view', () => {
  let workspace: Workspace;
  let path: string;
  const views = new Views();
  before(async () => {
    workspace = await Workspace.create();
    path = await workspace.image('a.png', { width: 40, height: 30 });
  });
  after(() => workspace.remove());

  const view = (text: string, labels: Labels): View => {
    const { steps, labels: labelRules } = pipeline(text);
    return {
      source: { kind: 'file', path, version: '1' },
      steps,
      mode: 'train',
      seed: 0,
      path: 'a.png',
      labels,
      labelRules,
    };
  };
  const labelsOf = async (request: View) => {
    const { labels } = await views.develop(request, surroundings);
    assert.ok(labels);
    return labels;
  };
  const boxes: Labels = {
    classes: [],
    objects: [
      { id: 0, label: 'cat', box: [2, 3, 10, 9] },
      { id: 1, label: 'cup', box: [30, 20, 38, 28] },
    ],
  };

  it('are on both sides, with what was dropped and why', async () => {
    const request = view('steps: [flip, { crop: { x: 20, y: 0, width: 20, height: 20 } }]', boxes);
    const labels = await labelsOf(request);
    assert.deepEqual(
      labels.before.objects.map(({ box }) => box),
      [
        [2, 3, 10, 9],
        [30, 20, 38, 28],
      ],
    );
    assert.deepEqual(
      labels.after.objects.map(({ label, box }) => [label, box]),
      [['cat', [10, 3, 18, 9]]],
    );
    assert.deepEqual(labels.dropped, [{ id: 1, label: 'cup', reason: 'outside' }]);
  });

  it('of a step alone are those that reach it and those that leave it', async () => {
    const request = { ...view('steps: [flip, { rotate90: { turns: 1 } }, flip]', boxes), focus: 1 };
    const labels = await labelsOf(request);
    assert.deepEqual(labels.before.objects[0]?.box, [30, 3, 38, 9]);
    assert.deepEqual(labels.after.objects[0]?.box, [3, 2, 9, 10]);
  });

  it('follow the draw that is asked for', async () => {
    const request = view('steps: [random_crop: { width: 20, height: 20 }]', boxes);
    const at = async (extreme: 'lowest' | 'highest') => {
      const labels = await labelsOf({ ...request, draw: { extreme } });
      return labels.after.objects.map(({ label, box }) => [label, box]);
    };
    assert.deepEqual(await at('lowest'), [['cat', [2, 3, 10, 9]]]);
    assert.deepEqual(await at('highest'), [['cup', [10, 10, 18, 18]]]);
  });

  it('that do not fit the image are told and not drawn', async () => {
    const labels = await labelsOf(view('steps: [flip]', { ...boxes, width: 99 }));
    assert.equal(labels.failed?.code, 'bad_argument');
    assert.deepEqual([labels.before.objects, labels.after.objects], [[], []]);
  });

  it('have masks that are painted as they are after the steps', async () => {
    const data = new Uint8Array(40 * 30);
    data[0] = 1;
    data[39] = 2;
    const mask = { data, width: 40, height: 30, channels: 1, orientation: 1 } as const;
    const file = await workspace.write('mask.png', await encode(mask, { ...defaultOutput, format: 'png' }));
    const request = view('steps: [flip]', { classes: [], objects: [], mask: file });
    const corner = async (side: 'before' | 'after') => {
      const region = { x: 0, y: 0, width: 1, height: 1 };
      const picture = await views.mask({ ...request, side, region, width: 1, height: 1 }, surroundings);
      return [...picture.pixels.subarray(0, 3)];
    };
    assert.deepEqual(await corner('before'), [...colorOfId(1)]);
    assert.deepEqual(await corner('after'), [...colorOfId(2)]);
  });
});
