import assert from 'node:assert/strict';
import { isPlaneMap, type PointMap } from '../../src/engine/geometry/point-map.ts';
import { allocate, shapeOf, type Image } from '../../src/engine/image.ts';
import { moveMask } from '../../src/engine/labels/mask.ts';
import { movement } from '../../src/engine/labels/movement.ts';
import { boxAround, mapOutline, outlineOf } from '../../src/engine/labels/outline.ts';
import { clipBox } from '../../src/engine/labels/rules.ts';
import { encodeRuns, extentOfRuns } from '../../src/engine/labels/run-lengths.ts';
import { followStep, startLabels } from '../../src/engine/labels/track.ts';
import type { Operation } from '../../src/engine/operation.ts';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import type { Box, LabelRules, Labels } from '../../src/shared/labels.ts';
import type { Step } from '../../src/shared/pipeline.ts';
import { fullRange, type Channels, type DataType, type Shape } from '../../src/shared/shape.ts';
import { valuesToTry } from './cases.ts';

const [width, height] = [40, 30];
const box: Box = [9, 7, 28, 21];
const rules: LabelRules = { minArea: 0, minVisibility: 0, frame: 'stored' };

/** Every step on every kind of image that its operation accepts, once per kind of image. */
function* stepsOf(operation: Operation): Generator<readonly [step: Step, input: Shape, what: string]> {
  for (const values of valuesToTry(operation)) {
    for (const dtype of Object.keys(fullRange) as DataType[]) {
      for (const channels of [1, 3, 4] satisfies Channels[]) {
        const input: Shape = { width, height, channels, dtype, orientation: 6 };
        try {
          operation.shape(input, values);
        } catch {
          continue;
        }
        const step: Step = { operation: operation.id, values, enabled: true, mode: 'always' };
        yield [step, input, `${operation.id} ${JSON.stringify(values)} on ${channels} × ${dtype}`];
      }
    }
  }
}

/** A mask of which every pixel has the id that `idOf` gives it. */
function maskOf(idOf: (x: number, y: number) => number, dtype: 'uint8' | 'uint16' = 'uint8'): Image {
  const data = allocate(dtype, width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data[y * width + x] = idOf(x, y);
  }
  return { data, width, height, channels: 1, orientation: 6 };
}

const isInBox = (x: number, y: number) => x >= box[0] && x < box[2] && y >= box[1] && y < box[3];

/** How many pixels one pixel of the input may become, across and down. */
function stretch(map: PointMap, { width, height }: Shape): number {
  const landed = boxAround(mapOutline(outlineOf(box), map, { width, height }, 1))!;
  return Math.max(
    1,
    (landed[2] - landed[0]) / (box[2] - box[0]),
    (landed[3] - landed[1]) / (box[3] - box[1]),
  );
}

/** What leaves no frame for labels to be in. */
const givesVector = ['flatten', 'dense'];

describe('labels', () => {
  for (const operation of deterministicOperations) {
    it(`${operation.id}: a mask keeps to its ids`, () => {
      for (const [step, input, what] of stepsOf(operation)) {
        for (const [dtype, ids] of [
          ['uint8', [0, 7, 13, 200]],
          ['uint16', [0, 3, 1000, 65535]],
        ] as const) {
          const moved = moveMask(
            maskOf((x, y) => ids[(x * 3 + y * 7) % 4]!, dtype),
            step,
            input,
          );
          if (!moved) continue;
          const { output, isStill } = movement(step, input);
          assert.equal(`${moved.width}×${moved.height}`, `${output.width}×${output.height}`, what);
          const allowed = new Set<number>(isStill ? ids : [...ids, 255]);
          assert.deepEqual(
            [...new Set(moved.data)].filter(id => !allowed.has(id)),
            [],
            what,
          );
        }
      }
    });

    it(`${operation.id}: a box is the box around what was painted in it`, () => {
      for (const [step, input, what] of stepsOf(operation)) {
        if (input.channels !== operation.accepts.channels[0] || input.dtype !== operation.accepts.dtypes[0])
          continue;
        const { map, output } = movement(step, input);
        const painted = moveMask(
          maskOf((x, y) => (isInBox(x, y) ? 1 : 0)),
          { ...step, values: { ...step.values, border_mode: 'constant' } },
          input,
        );
        if (!map || !painted) continue;
        const found = extentOfRuns(
          encodeRuns({ ...painted, data: painted.data.map(id => (id === 1 ? 1 : 0)) }),
        );
        const landed = boxAround(mapOutline(outlineOf(box), map, output, 1));
        assert.ok(landed, what);
        const clipped = clipBox(landed, output.width, output.height);
        // A pixel is seen or not by its centre; along a displacement, neighbours may show the same place.
        const margin = isPlaneMap(map) ? 1 : 1 + stretch(map, output);
        if (found) {
          assert.ok(clipped, `${what}: painted pixels in ${found.join()} and no box`);
          const isAround =
            found[0] >= clipped[0] - margin &&
            found[1] >= clipped[1] - margin &&
            found[2] <= clipped[2] + margin &&
            found[3] <= clipped[3] + margin;
          assert.ok(isAround, `${what}: painted ${found.join()}, box ${clipped.join()}`);
        }
        const isWhole = landed.every((value, side) => value === clipped?.[side]);
        if (!isWhole || landed[2] - landed[0] < 3 || landed[3] - landed[1] < 3) continue;
        assert.ok(found, `${what}: nothing painted in ${landed.join()}`);
        // The tips of a turned box are thinner than a pixel.
        const reach = margin + 0.5;
        landed.forEach((value, side) => {
          assert.ok(
            Math.abs(value - found[side]!) <= reach,
            `${what}: painted ${found.join()}, box ${landed.join()}`,
          );
        });
      }
    });

    if (
      operation.family !== 'geometry' &&
      operation.family !== 'filter' &&
      !givesVector.includes(operation.id)
    ) {
      it(`${operation.id}: leaves labels alone`, () => {
        for (const [step, input] of stepsOf(operation)) {
          const track = startLabels({ classes: ['a'], objects: [{ id: 0, label: 'b', box }] }, input, rules);
          assert.equal(followStep(track, step, input), track);
          const mask = maskOf(x => x);
          assert.equal(moveMask(mask, step, input), mask);
        }
      });
    }
  }

  const labels: Labels = {
    classes: ['indoors'],
    width,
    height,
    objects: [
      {
        id: 4,
        label: 'cat',
        box: [9, 7, 28, 21],
        polygons: [[9, 7, 28, 7.25, 28, 21, 9.5, 20]],
        keypoints: [
          { x: 10.5, y: 8.25, visibility: 2 },
          { x: 0, y: 0, visibility: 0 },
        ],
      },
      { id: 9, label: 'crowd', box: [1, 29, 3, 30], region: { width, height, counts: [59, 1, 29, 1, 1110] } },
    ],
  };
  const cycles: readonly (readonly [operation: string, values: Step['values'], times: number])[] = [
    ['flip', { axis: 'horizontal' }, 2],
    ['flip', { axis: 'vertical' }, 2],
    ['rotate90', { turns: 2 }, 2],
    ['rotate90', { turns: 1 }, 4],
    ['rotate90', { turns: -1 }, 4],
  ];
  for (const [operation, values, times] of cycles) {
    it(`come back from ${times} × ${operation} ${JSON.stringify(values)}`, () => {
      let shape = shapeOf(maskOf(() => 0));
      let track = startLabels(labels, shape, rules);
      let mask = maskOf((x, y) => (x * 5 + y) % 200);
      const before = { labels: track.labels, mask };
      const step: Step = { operation, values, enabled: true, mode: 'always' };
      for (let time = 0; time < times; time++) {
        track = followStep(track, step, shape);
        mask = moveMask(mask, step, shape)!;
        shape = movement(step, shape).output;
      }
      assert.deepEqual(track.labels, labels);
      assert.deepEqual({ labels: track.labels, mask }, before);
      assert.deepEqual(track.dropped, []);
    });
  }
});
