import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Image } from '../../../src/engine/image.ts';
import { moveMask, startMask } from '../../../src/engine/labels/mask.ts';
import { finishLabels, followStep, startLabels } from '../../../src/engine/labels/track.ts';
import { inferShapes } from '../../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { LabelObject, LabelRules } from '../../../src/shared/labels.ts';
import type { Orientation, Shape } from '../../../src/shared/shape.ts';

interface StoredMask {
  readonly width: number;
  readonly height: number;
  readonly data: string;
}

interface GoldenCase {
  readonly what: string;
  readonly steps: readonly unknown[];
  readonly orientation: Orientation;
  readonly rules: { readonly min_area: number; readonly min_visibility: number };
  readonly input: {
    readonly boxes: readonly (readonly [number, number, number, number])[];
    readonly keypoints: readonly (readonly [number, number])[];
    /** Whether keypoints are pixel indices, whose pixel has its centre half a pixel further. */
    readonly unit: 'indices' | 'continuous' | null;
    readonly mask: StoredMask;
  };
  readonly output: {
    readonly boxes: readonly (readonly [id: number, ...box: number[]])[];
    readonly keypoints: readonly (readonly [id: number, x: number, y: number])[];
    readonly mask: StoredMask;
  };
}

const path = join(import.meta.dirname, 'goldens.json.gz');
const { cases } = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as {
  readonly cases: readonly GoldenCase[];
};

/** Pixels; Albumentations keeps boxes as fractions in single precision. */
const tolerance = 2e-4;

function imageOf({ width, height, data }: StoredMask): Image {
  return {
    data: Uint8Array.from(Buffer.from(data, 'base64')),
    width,
    height,
    channels: 1,
    orientation: 1,
  };
}

function assertNear(got: readonly number[], expected: readonly number[], what: string): void {
  const worst = Math.max(...expected.map((value, index) => Math.abs(value - got[index]!)));
  assert.ok(worst <= tolerance, `${what}: got ${got.join(', ')}, expected ${expected.join(', ')}`);
}

describe('labels follow as in Albumentations', () => {
  for (const { what, steps: written, orientation, rules, input, output } of cases) {
    it(what, () => {
      const { pipeline, diagnostics } = parsePipeline(
        JSON.stringify({ steps: written, labels: rules }),
        'json',
      );
      assert.deepEqual(diagnostics, []);
      const { steps } = pipeline!;
      const stored: LabelRules = { ...pipeline!.labels, frame: 'stored' };
      const half = input.unit === 'indices' ? 0.5 : 0;
      const boxes = input.boxes.map((box, id): LabelObject => ({ id, label: 'box', box }));
      const keypoints = input.keypoints.map(([x, y], id): LabelObject => ({
        id: 1000 + id,
        label: 'point',
        keypoints: [{ x: x + half, y: y + half, visibility: 2 }],
      }));
      const { width, height } = input.mask;
      const before: Shape = { width, height, channels: 3, dtype: 'uint8', orientation };
      const { shapes, failed } = inferShapes(before, steps, 'train');
      assert.equal(failed, undefined);
      const frames = [before, ...shapes];

      let track = startLabels({ classes: [], objects: [...boxes, ...keypoints] }, before, stored);
      let mask: Image = startMask(imageOf(input.mask), before, stored);
      for (const [index, step] of steps.entries()) {
        track = followStep(track, step, frames[index]!);
        mask = moveMask(mask, step, frames[index]!)!;
      }
      const { labels } = finishLabels(track);

      const moved = labels.objects.filter(({ box }) => box);
      assert.deepEqual(
        moved.map(({ id }) => id),
        output.boxes.map(([id]) => id),
        'the boxes that are left',
      );
      output.boxes.forEach(([id, ...box], index) => {
        assertNear(moved[index]!.box!, box, `box ${id}`);
      });

      const landed = labels.objects.filter(({ keypoints }) => keypoints);
      assert.deepEqual(
        landed.map(({ id }) => id - 1000),
        output.keypoints.map(([id]) => id),
        'the keypoints that are left',
      );
      output.keypoints.forEach(([id, x, y], index) => {
        const point = landed[index]!.keypoints![0]!;
        assertNear([point.x, point.y], [x + half, y + half], `keypoint ${id}`);
      });

      const expected = imageOf(output.mask);
      assert.equal(`${mask.width}×${mask.height}`, `${expected.width}×${expected.height}`);
      assert.deepEqual(Buffer.from(mask.data.buffer), Buffer.from(expected.data.buffer), 'the mask');
    });
  }
});
