import assert from 'node:assert/strict';
import { finishLabels, followStep, startLabels } from '../../../src/engine/labels/track.ts';
import { inferShapes } from '../../../src/engine/pipeline/apply.ts';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import type { Box, DevelopedLabels, Keypoint, LabelObject, Labels } from '../../../src/shared/labels.ts';
import type { Orientation, Shape } from '../../../src/shared/shape.ts';

const shapeOf = (width: number, height: number, orientation: Orientation = 1): Shape => ({
  width,
  height,
  channels: 3,
  dtype: 'uint8',
  orientation,
});

/** Labels after a pipeline of which the text is given. */
function develop(labels: Labels, text: string, input: Shape): DevelopedLabels {
  const { pipeline, diagnostics } = parsePipeline(text, 'yaml');
  assert.deepEqual(diagnostics, []);
  const { steps, labels: rules } = pipeline!;
  const shapes = [input, ...inferShapes(input, steps, 'train').shapes];
  let track = startLabels(labels, input, rules);
  for (const [index, step] of steps.entries()) track = followStep(track, step, shapes[index]!);
  return finishLabels(track);
}

const objectsOf = (objects: readonly LabelObject[]): Labels => ({ classes: [], objects });
const boxOf = (id: number, ...box: Box): LabelObject => ({ id, label: 'cat', box });
const pointOf = (x: number, y: number, visibility: Keypoint['visibility'] = 2): LabelObject => ({
  id: 0,
  label: 'nose',
  box: [0, 0, 1, 1],
  keypoints: [{ x, y, visibility }],
});

describe('following labels', () => {
  it('moves every part of an object by the same step', () => {
    const object: LabelObject = {
      id: 5,
      label: 'cat',
      box: [1, 0, 3, 2],
      polygons: [[1, 0, 3, 0, 3, 2]],
      region: { width: 4, height: 2, counts: [2, 3, 3] },
      keypoints: [{ x: 1.5, y: 0.5, visibility: 1 }],
    };
    const { labels, dropped } = develop(
      { classes: ['indoors'], objects: [object] },
      'steps: [flip]',
      shapeOf(4, 2),
    );
    assert.deepEqual(dropped, []);
    assert.deepEqual(labels, {
      classes: ['indoors'],
      width: 4,
      height: 2,
      objects: [
        {
          id: 5,
          label: 'cat',
          box: [1, 0, 3, 2],
          polygons: [[3, 0, 1, 0, 1, 2]],
          region: { width: 4, height: 2, counts: [2, 1, 1, 2, 2] },
          keypoints: [{ x: 2.5, y: 0.5, visibility: 1 }],
        },
      ],
    });
  });

  it('does not bring back what a crop cut off', () => {
    const object: LabelObject = {
      id: 0,
      label: 'cat',
      box: [2, 1, 8, 5],
      polygons: [[2, 1, 8, 1, 8, 5, 2, 5]],
      keypoints: [
        { x: 7, y: 3, visibility: 2 },
        { x: 3, y: 3, visibility: 2 },
      ],
    };
    const text =
      'steps: [{ crop: { x: 0, y: 0, width: 4, height: 6 } }, { pad: { width: 8, position: top_left } }]';
    const { labels } = develop(objectsOf([object]), text, shapeOf(8, 6));
    assert.deepEqual(labels.objects, [
      {
        id: 0,
        label: 'cat',
        box: [2, 1, 4, 5],
        polygons: [[4, 5, 2, 5, 2, 1, 4, 1]],
        keypoints: [
          { x: 0, y: 0, visibility: 0 },
          { x: 3, y: 3, visibility: 2 },
        ],
      },
    ]);
  });

  it('puts a box around the four corners when it is turned', () => {
    const { labels } = develop(
      objectsOf([boxOf(0, 4, 4, 6, 6)]),
      'steps: [{ rotate: { angle: 45 } }]',
      shapeOf(10, 10),
    );
    const reach = Math.SQRT2;
    const expected = [5 - reach, 5 - reach, 5 + reach, 5 + reach];
    labels.objects[0]!.box!.forEach((side, index) => {
      assert.ok(Math.abs(side - expected[index]!) < 1e-12);
    });
  });

  it('moves an object once, whatever the border repeats of it', () => {
    const text = 'steps: [{ pad: { width: 12, border_mode: reflect_101, position: top_left } }]';
    const { labels } = develop(objectsOf([boxOf(0, 4, 0, 6, 2)]), text, shapeOf(6, 2));
    assert.deepEqual(labels.objects, [boxOf(0, 4, 0, 6, 2)]);
  });

  it('parts an outline that the frame cuts in two', () => {
    const comb = [0, 0, 1, 0, 1, 3, 2, 3, 2, 0, 3, 0, 3, 4, 0, 4];
    const text = 'steps: [{ crop: { x: 0, y: 0, width: 3, height: 2 } }]';
    const { labels } = develop(objectsOf([{ id: 0, label: 'comb', polygons: [comb] }]), text, shapeOf(3, 4));
    assert.equal(labels.objects[0]!.polygons!.length, 2);
  });

  it('leaves out what lies behind the horizon', () => {
    // A floor that runs to its horizon at a tenth above the middle of the image: x shrinks as y rises.
    const text = 'steps: [{ perspective: { corners: [[0.45, 0.5], [0.55, 0.5], [1, 1], [0, 1]] } }]';
    const whole: LabelObject = {
      id: 0,
      label: 'floor',
      box: [0, 0, 100, 100],
      polygons: [[0, 0, 100, 0, 100, 100, 0, 100]],
    };
    const sky = boxOf(1, 0, 0, 100, 20);
    const point = pointOf(50, 10);
    const { labels, dropped } = develop(objectsOf([whole, sky, point]), text, shapeOf(100, 100));
    assert.deepEqual(labels.objects[0]!.box, [0, 0, 100, 100]);
    assert.equal(labels.objects.length, 1);
    assert.deepEqual(
      dropped.map(({ id, reason }) => [id, reason]),
      [
        [1, 'outside'],
        [0, 'outside'],
      ],
    );
  });

  it('draws the box anew around pixels that it is known of', () => {
    const object: LabelObject = {
      id: 0,
      label: 'crowd',
      box: [0, 0, 4, 2],
      region: { width: 4, height: 2, counts: [1, 1, 2, 1, 3] },
    };
    const text = 'steps: [{ crop: { x: 0, y: 0, width: 3, height: 2 } }]';
    const { labels } = develop(objectsOf([object]), text, shapeOf(4, 2));
    assert.deepEqual(labels.objects[0], {
      id: 0,
      label: 'crowd',
      box: [0, 0, 3, 2],
      region: { width: 3, height: 2, counts: [1, 1, 2, 1, 1] },
    });
  });

  it('takes shares of the frame', () => {
    const labels: Labels = { units: 'fractions', classes: [], objects: [boxOf(0, 0.25, 0, 0.75, 0.5)] };
    assert.deepEqual(develop(labels, 'steps: [orient]', shapeOf(20, 40, 6)).labels.objects, [
      boxOf(0, 10, 0, 30, 10),
    ]);
  });

  it('ends every place with a vector, and says so', () => {
    const labels: Labels = { classes: ['cat'], objects: [boxOf(3, 0, 0, 1, 1)], mask: '/masks/a.png' };
    assert.deepEqual(develop(labels, 'steps: [flatten]', shapeOf(2, 2)), {
      labels: { classes: ['cat'], objects: [] },
      dropped: [{ id: 3, label: 'cat', reason: 'vector' }],
    });
  });
});

describe('keypoints', () => {
  const resize = 'steps: [{ resize: { width: 8, height: 8 } }]';
  const place = (x: number, text: string) => {
    const object = develop(objectsOf([{ ...pointOf(x, 1), box: [0, 0, 4, 4] }]), text, shapeOf(4, 4)).labels
      .objects[0]!;
    return object.keypoints![0]!;
  };

  it('keep the place of a pixel’s centre when the image is resized', () => {
    // Pixel 1 (centre 1.5) becomes the pixels 2 and 3, whose middle is 3: index 2.5. Albumentations makes index 2 of it,
    // half a pixel times (scale − 1) less.
    assert.equal(place(1.5, resize).x, 3);
  });

  it('are inside as long as they are on a pixel', () => {
    // Index −0.3 is on pixel 0, which reaches from −0.5 to 0.5; Albumentations drops it, and keeps index 3.7.
    const crop = 'steps: [{ crop: { x: 0, y: 0, width: 3, height: 4 } }]';
    assert.equal(place(0.2, crop).visibility, 2);
    assert.deepEqual(place(3.2, crop), { x: 0, y: 0, visibility: 0 });
  });

  it('that are not labelled stay as they are', () => {
    const object: LabelObject = { ...pointOf(0, 0, 0), box: [0, 0, 4, 4] };
    assert.deepEqual(develop(objectsOf([object]), 'steps: [flip]', shapeOf(4, 4)).labels.objects, [object]);
  });

  it('take an object with them that has nothing else', () => {
    const alone: LabelObject = { id: 0, label: 'nose', keypoints: [{ x: 3.5, y: 1, visibility: 2 }] };
    const text = 'steps: [{ crop: { x: 0, y: 0, width: 3, height: 4 } }]';
    assert.deepEqual(develop(objectsOf([alone]), text, shapeOf(4, 4)).dropped, [
      { id: 0, label: 'nose', reason: 'outside' },
    ]);
  });
});

describe('the rules for labels', () => {
  const halves =
    'steps: [{ crop: { x: 0, y: 0, width: 6, height: 4 } }, { crop: { x: 0, y: 0, width: 4, height: 4 } }]';
  const object = boxOf(0, 2, 0, 10, 4);

  it('measure what one step leaves of what the step before left', () => {
    // 8 wide, then 4, then 2: a quarter in all, but half at every step.
    assert.deepEqual(
      develop(objectsOf([object]), `${halves}\nlabels: { min_visibility: 0.5 }`, shapeOf(10, 4)).dropped,
      [],
    );
    assert.deepEqual(
      develop(objectsOf([object]), `${halves}\nlabels: { min_visibility: 0.51 }`, shapeOf(10, 4)),
      {
        labels: { classes: [], width: 4, height: 4, objects: [] },
        dropped: [{ id: 0, label: 'cat', reason: 'min_visibility' }],
      },
    );
  });

  it('keep what is wholly visible when all of it must be', () => {
    // Albumentations divides by the area plus 1e-7, which drops every box here after some of its transforms.
    const text = 'steps: [{ rotate: { angle: 10 } }]\nlabels: { min_visibility: 1 }';
    assert.equal(develop(objectsOf([boxOf(0, 4, 4, 6, 6)]), text, shapeOf(10, 10)).labels.objects.length, 1);
  });

  it('measure areas in pixels after each step, so that enlarging comes too late', () => {
    const text = (first: number, second: number) =>
      `steps: [{ resize: { width: ${first}, height: 4 } }, { resize: { width: ${second}, height: 4 } }]\nlabels: { min_area: 20 }`;
    const reasons = (...widths: [number, number]) =>
      develop(objectsOf([object]), text(...widths), shapeOf(10, 4)).dropped.map(({ reason }) => reason);
    assert.deepEqual(reasons(5, 20), ['min_area']);
    assert.deepEqual(reasons(20, 10), []);
  });

  it('hold when no step moves anything', () => {
    const text = 'steps: [rescale]\nlabels: { min_area: 33 }';
    assert.deepEqual(develop(objectsOf([object]), text, shapeOf(10, 4)).dropped, [
      { id: 0, label: 'cat', reason: 'min_area' },
    ]);
  });

  it('drop an object as a whole, judged by its box', () => {
    const whole: LabelObject = {
      ...object,
      polygons: [[2, 0, 10, 0, 2, 4]],
      keypoints: [{ x: 3, y: 1, visibility: 2 }],
    };
    const { labels, dropped } = develop(
      objectsOf([whole]),
      `${halves}\nlabels: { min_visibility: 0.6 }`,
      shapeOf(10, 4),
    );
    assert.deepEqual(labels.objects, []);
    assert.equal(dropped.length, 1);
  });

  it('list what is outside the image from the start, or has no area', () => {
    const { labels, dropped } = develop(
      objectsOf([boxOf(0, 11, 0, 12, 4), boxOf(1, 3, 3, 3, 4), boxOf(2, -1, -1, 11, 5)]),
      'steps: []',
      shapeOf(10, 4),
    );
    assert.deepEqual(labels.objects, [boxOf(2, 0, 0, 10, 4)]);
    assert.deepEqual(dropped.map(({ id, reason }) => `${id} ${reason}`).sort(), ['0 outside', '1 empty']);
  });
});

describe('the frame of labels', () => {
  // Stored 40 wide and 20 high, displayed after a clockwise turn.
  const input = shapeOf(40, 20, 6);
  const displayed: Labels = { classes: [], width: 20, height: 40, objects: [boxOf(0, 1, 2, 5, 10)] };

  it('displayed: orient brings labels back to where they were drawn', () => {
    assert.deepEqual(develop(displayed, 'steps: [orient]', input).labels, displayed);
  });

  it('displayed: without orient they lie on the stored pixels', () => {
    assert.deepEqual(develop(displayed, 'steps: []', input).labels.objects, [boxOf(0, 2, 15, 10, 19)]);
  });

  it('stored: they are on the stored pixels already', () => {
    const stored: Labels = { classes: [], width: 40, height: 20, objects: [boxOf(0, 2, 15, 10, 19)] };
    const text = 'steps: [orient]\nlabels: { frame: stored }';
    assert.deepEqual(develop(stored, text, input).labels, displayed);
  });

  it('comes back through orient from every orientation', () => {
    for (const orientation of [1, 2, 3, 4, 5, 6, 7, 8] as const) {
      const size = orientation >= 5 ? shapeOf(40, 20, orientation) : shapeOf(20, 40, orientation);
      const region = { width: 20, height: 40, counts: [3, 1, 796] };
      const objects = [
        ...displayed.objects,
        { id: 1, label: 'dot', box: [0, 3, 1, 4] satisfies Box, region },
      ];
      const labels = { ...displayed, objects };
      assert.deepEqual(develop(labels, 'steps: [orient]', size).labels, labels, String(orientation));
    }
  });

  it('names both sizes and the other frame when they contradict', () => {
    const refusal = (labels: Labels, text: string) => {
      try {
        develop(labels, text, input);
      } catch (thrown) {
        assert.ok(thrown instanceof DarkroomError);
        return `${thrown.message} ${thrown.hint ?? ''}`;
      }
      return undefined;
    };
    const swapped = { ...displayed, width: 40, height: 20 };
    assert.match(refusal(swapped, 'steps: []')!, /40×20.* displayed .*20×40\. .*frame: stored/);
    assert.match(
      refusal(displayed, 'steps: []\nlabels: { frame: stored }')!,
      /20×40.* stored .*40×20\. .*frame: displayed/,
    );
    assert.match(refusal({ ...displayed, width: 30 }, 'steps: []')!, /30×40.*20×40\. The image was resized/);
    const region = { width: 40, height: 20, counts: [800] };
    const objects = [{ id: 7, label: 'crowd', region }];
    assert.match(
      refusal({ classes: [], objects }, 'steps: []')!,
      /^The region of object 7 is for an image of 40×20/,
    );
  });
});
