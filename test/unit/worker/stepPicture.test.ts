import assert from 'node:assert/strict';
import { decode } from '../../../src/codec/index.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import type { View } from '../../../src/shared/view.ts';
import { ArrayFiles } from '../../../src/worker/arrayFiles.ts';
import { Cancellation } from '../../../src/worker/cancellation.ts';
import { stepPicture } from '../../../src/worker/stepPicture.ts';
import { Views } from '../../../src/worker/views.ts';
import { pipeline } from './pipelines.ts';
import { Workspace } from './workspace.ts';

const surroundings = {
  limits: defaultLimits,
  cancellation: new Cancellation(),
  arrayFiles: new ArrayFiles(),
  onSize: () => undefined,
};

describe('the picture of a step', () => {
  let workspace: Workspace;
  let path: string;
  before(async () => {
    workspace = await Workspace.create();
    path = await workspace.image('a.png', { width: 400, height: 300 });
  });
  after(() => workspace.remove());

  const picture = (text: string, focus: number) => {
    const view: View = {
      source: { kind: 'file', path, version: '1' },
      steps: pipeline(text).steps,
      mode: 'train',
      seed: 0,
      path: 'a.png',
      focus,
    };
    return stepPicture(new Views(), view, surroundings);
  };
  const pixels = async (png: Uint8Array | undefined) => (await decode(png!, 'a.png', defaultLimits)).image;

  it('shows what reaches the step and what leaves it, side by side', async () => {
    const text = 'steps: [resize: { width: 20, height: 30 }, rotate90: { turns: 1 }, grayscale]';
    const turned = await pixels(await picture(text, 1));
    // 20×30, a gap of 8, 30×20.
    assert.deepEqual([turned.width, turned.height, turned.channels], [58, 30, 4]);
    const at = (x: number, y: number) => [...turned.data.subarray((y * 58 + x) * 4, (y * 58 + x) * 4 + 4)];
    assert.equal(at(0, 0)[3], 255);
    assert.deepEqual(at(24, 0), [0, 0, 0, 0]);
    assert.equal(at(57, 19)[3], 255);
    assert.deepEqual(at(57, 29), [0, 0, 0, 0]);
    const gray = await pixels(await picture(text, 2));
    assert.deepEqual([gray.width, gray.height], [68, 20]);
  });

  it('stays small enough for a hover, of noise too', async () => {
    const png = await picture('steps: [orient, invert]', 1);
    assert.ok(png && png.length <= 60_000, String(png?.length));
    const { width, height } = await pixels(png);
    assert.ok(width >= 2 * 64 && height >= 48, `${width}×${height}`);
  });

  it('is not there for a step that cannot work, or leaves no picture', async () => {
    assert.equal(await picture('steps: [crop: { x: 390, y: 0, width: 50, height: 50 }]', 0), undefined);
    assert.equal(await picture('steps: [flatten]', 0), undefined);
  });
});
