import assert from 'node:assert/strict';
import { follow } from '../../../src/dataset/impact/follow.ts';
import { applySteps } from '../../../src/engine/pipeline/apply.ts';
import { checkPipeline } from '../../../src/engine/pipeline/check.ts';
import type { Labels } from '../../../src/shared/labels.ts';
import type { Shape } from '../../../src/shared/shape.ts';

const photograph: Shape = { width: 200, height: 100, channels: 3, dtype: 'uint8', orientation: 1 };

function followed(steps: string, labels?: Labels) {
  const { pipeline, diagnostics } = checkPipeline(`steps: [${steps}]\n`, 'yaml');
  assert.deepEqual(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
  return follow(photograph, 'a.png', pipeline!, 'inference', labels);
}

function near(got: number, expected: number): void {
  assert.ok(Math.abs(got - expected) < 1e-9, `${got} for ${expected}`);
}

describe('following an image through a pipeline without its pixels', () => {
  it('tells the shape, and by how much the image is enlarged', () => {
    const { shape, enlarged } = followed('resize: { width: 300, height: 100 }');
    assert.deepEqual([shape.width, shape.height], [300, 100]);
    near(enlarged, 1.5);
    near(followed('resize: { width: 50, height: 50 }').enlarged, 0.5);
    // Turned before it is enlarged.
    near(followed('rotate90: { turns: 1 }, resize: { width: 100, height: 400 }').enlarged, 2);
  });

  it('tells the share of padding, also of what was cut off before', () => {
    near(followed('resize: { width: 100, height: 100, fit: contain }').padded, 0.5);
    near(followed('resize: { width: 100, height: 100 }').padded, 0);
    near(followed('pad: { width: 400, height: 200 }').padded, 0.75);
    // The middle quarter of the image, in a frame of its old size.
    near(followed('center_crop: { width: 100, height: 50 }, pad: { width: 200, height: 100 }').padded, 0.75);
    near(
      followed('resize: { width: 100, height: 100, fit: contain }, resize: { width: 10, height: 10 }').padded,
      0.5,
    );
  });

  it('tells it of what a perspective shows, and not of what lies behind its horizon', () => {
    // The sides meet at 0.38 of the height, so that the top of the image is never seen.
    const corners = '[[0.45, 0.4], [0.55, 0.4], [1, 0.6], [0, 0.6]]';
    near(followed(`perspective: { corners: ${corners} }`).padded, 0);
  });

  it('tells it of edges that are bent between the corners', () => {
    const { pipeline } = checkPipeline('steps: [elastic: { alpha: 300, sigma: 12, p: 1 }]', 'yaml');
    const white = { ...photograph, data: new Uint8Array(200 * 100).fill(255), channels: 1 as const };
    const { data } = applySteps(white, pipeline!.steps, 'train', {
      seed: pipeline!.seed,
      path: 'a.png',
      version: 0,
    });
    const black = data.filter(value => value < 128).length / data.length;
    const { padded } = follow(photograph, 'a.png', pipeline!, 'train');
    assert.ok(Math.abs(padded - black) < 0.01, `${padded} for ${black}`);
  });

  it('takes labels along, and says when they are for another frame', () => {
    const labels: Labels = {
      classes: [],
      objects: [
        { id: 0, label: 'cat', box: [0, 0, 20, 20] },
        { id: 1, label: 'cat', box: [90, 40, 110, 60] },
      ],
    };
    const { labels: left } = followed('center_crop: { width: 100, height: 50 }', labels);
    assert.deepEqual(
      left?.labels.objects.map(({ id, box }) => [id, box]),
      [[1, [40, 15, 60, 35]]],
    );
    assert.deepEqual(
      left.dropped.map(({ id, reason }) => [id, reason]),
      [[0, 'outside']],
    );
    const misfit = followed('invert', { ...labels, width: 100, height: 200 });
    assert.equal(misfit.isMisfit, true);
    assert.equal(misfit.labels, undefined);
  });

  it('refuses as developing does', () => {
    assert.throws(() => followed('crop: { x: 500, y: 0, width: 5, height: 5 }'), /200×100/);
  });
});
