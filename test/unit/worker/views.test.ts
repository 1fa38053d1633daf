import assert from 'node:assert/strict';
import { statisticsOf } from '../../../src/engine/analysis/statistics.ts';
import { applySteps } from '../../../src/engine/pipeline/apply.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import { maximumValues } from '../../../src/shared/picture.ts';
import type { View } from '../../../src/shared/view.ts';
import { ArrayFiles } from '../../../src/worker/arrayFiles.ts';
import { Cancellation } from '../../../src/worker/cancellation.ts';
import { pictureFirst } from '../../../src/worker/arrivingPicture.ts';
import { Desk } from '../../../src/worker/desk.ts';
import { Views } from '../../../src/worker/views.ts';
import { noise } from '../../fixtures/image.ts';
import { pipeline } from './pipelines.ts';
import { Workspace } from './workspace.ts';

const surroundings = {
  limits: defaultLimits,
  cancellation: new Cancellation(),
  arrayFiles: new ArrayFiles(),
  onSize: () => undefined,
};

describe('views', () => {
  let workspace: Workspace;
  let path: string;
  let views: Views;
  before(async () => {
    workspace = await Workspace.create();
    path = await workspace.image('a.png', { width: 40, height: 30 });
  });
  beforeEach(() => (views = new Views()));
  after(() => workspace.remove());

  const image = noise(40, 30, 3, 'uint8');
  const view = (text: string, mode: View['mode'] = 'train'): View => ({
    source: { kind: 'file', path, version: '1' },
    steps: pipeline(text).steps,
    mode,
    seed: 0,
    path: 'a.png',
  });

  it('shows what chance has come to for the sample, the same as on the command line', async () => {
    const request = view('steps: [random_crop: { width: 9, height: 9 }, horizontal_flip: { p: 0 }]');
    const { after, steps } = await views.develop(request, surroundings);
    assert.deepEqual([after.shape.width, after.shape.height], [9, 9]);
    const [crop, flip] = steps;
    assert.equal(crop?.sampled?.[0]?.operation, 'crop');
    assert.deepEqual(flip?.sampled, []);
    const sample = { seed: request.seed, path: request.path, version: 0 };
    const expected = statisticsOf(applySteps(image, request.steps, 'train', sample));
    assert.deepEqual(await views.statistics({ ...request, side: 'after' }, surroundings), expected);
    const inference = await views.develop({ ...request, mode: 'inference' }, surroundings);
    assert.deepEqual(
      inference.steps.map(({ skipped }) => skipped),
      [true, true],
    );
  });

  it('tells which of the steps inside others were chosen, and what came of each', async () => {
    const { steps } = await views.develop(
      view(`steps:
  - one_of:
      p: 1
      steps:
        - orient: { p: 0 }
        - sequence: { p: 0.1, steps: [flip, { invert: { p: 0 } }, { orient: { enabled: false } }] }
  - one_of: { p: 0, steps: [flip] }
  - flip`),
      surroundings,
    );
    assert.deepEqual(steps[0]?.chosen, [[1], [1, 0], [1, 1]]);
    assert.deepEqual(steps[0].sampled, [{ operation: 'flip', values: { axis: 'horizontal' }, from: [1, 0] }]);
    assert.deepEqual([steps[1]?.chosen, steps[1]?.sampled], [undefined, []]);
    assert.deepEqual([steps[2]?.chosen, steps[2]?.sampled], [undefined, undefined]);
  });

  it('shows the version or the extreme that is asked for', async () => {
    const request = view('steps: [random_rotate: { limit: 30, p: 0.1 }]');
    const angle = async (draw: View['draw']) => {
      const { steps } = await views.develop({ ...request, ...(draw && { draw }) }, surroundings);
      return steps[0]?.sampled?.[0]?.values['angle'];
    };
    assert.deepEqual([await angle({ extreme: 'lowest' }), await angle({ extreme: 'highest' })], [-30, 30]);
    assert.equal(await angle({ version: 0 }), await angle(undefined));
    const angles = await Promise.all(Array.from({ length: 40 }, (_, version) => angle({ version })));
    const turned = new Set(angles.filter(drawn => drawn !== undefined));
    assert.ok(turned.size > 0 && turned.size < 20, JSON.stringify(angles));
  });

  it('tells what every step has made of the image', async () => {
    const developed = await views.develop(
      view('steps: [{ rotate90: { turns: 1 } }, { flip: { enabled: false } }, normalize]'),
      surroundings,
    );
    assert.equal(developed.before.shape.width, 40);
    assert.deepEqual(
      developed.steps.map(({ operation, skipped, shape }) => [operation, skipped, shape.width, shape.dtype]),
      [
        ['rotate90', false, 30, 'uint8'],
        ['flip', true, 30, 'uint8'],
        ['normalize', false, 30, 'float32'],
      ],
    );
    assert.equal(developed.after.mappings[0]?.id, 'unnormalized');
    assert.equal(developed.failed, undefined);
  });

  it('runs only the steps from the changed one on', async () => {
    const first = await views.develop(view('steps: [flip, { pool: { size: 2 } }]'), surroundings);
    const second = await views.develop(view('steps: [flip, { pool: { size: 3 } }]'), surroundings);
    // What a step took is kept with its result: equal to the last digit only when it was not run again.
    assert.equal(second.steps[0]!.milliseconds, first.steps[0]!.milliseconds);
    assert.notEqual(second.steps[1]!.milliseconds, first.steps[1]!.milliseconds);
    assert.deepEqual([second.after.shape.width, second.after.shape.height], [14, 10]);
    // What is seen is the same before, and another after.
    assert.equal(second.before.key, first.before.key);
    assert.notEqual(second.after.key, first.after.key);
  });

  it('looks at one step alone', async () => {
    const text = 'steps: [{ rotate90: { turns: 1 } }, { pool: { size: 2 } }, normalize, flatten]';
    const focused = await views.develop({ ...view(text), focus: 1 }, surroundings);
    assert.deepEqual([focused.before.shape.width, focused.after.shape.width], [30, 15]);
    assert.deepEqual(
      focused.steps.map(({ operation }) => operation),
      ['rotate90', 'pool'],
    );
    assert.deepEqual(focused.map, [0.5, 0, 0, 0.5, 0, 0]);
    const turned = applySteps(image, view(text).steps.slice(0, 1), 'train');
    const pooled = applySteps(image, view(text).steps.slice(0, 2), 'train');
    const request = { ...view(text), focus: 1, region: { x: 0, y: 0, width: 15, height: 20 } };
    const after = await views.values({ ...request, side: 'after' }, surroundings);
    assert.deepEqual([...after.values], [...pooled.data]);
    const whole = { x: 0, y: 0, width: 30, height: 40 };
    const before = await views.values({ ...request, region: whole, side: 'before' }, surroundings);
    assert.deepEqual([...before.values], [...turned.data]);
    const statistics = await views.statistics({ ...request, side: 'before' }, surroundings);
    assert.deepEqual(statistics, statisticsOf(turned));
    const picture = await views.render(
      { ...request, side: 'after', mapping: 'levels', width: 15, height: 20 },
      surroundings,
    );
    assert.deepEqual([...picture.pixels.subarray(0, 3)], [...pooled.data.subarray(0, 3)]);
  });

  it('shows a normalized image as such on both sides of a later step, and compares its levels', async () => {
    const text = 'steps: [normalize, { flip: { enabled: false } }]';
    const { before, after } = await views.develop({ ...view(text), focus: 1 }, surroundings);
    assert.deepEqual([before.mappings[0]?.id, after.mappings[0]?.id], ['unnormalized', 'unnormalized']);
    const request = { ...view(text), focus: 1, region: { x: 0, y: 0, width: 9, height: 9 } };
    const { values } = await views.values({ ...request, side: 'difference' }, surroundings);
    assert.deepEqual(new Set(values), new Set([0]));
  });

  it('keeps the difference of a step apart from that of the pipeline', async () => {
    const text = 'steps: [invert, invert]';
    const request = {
      ...view(text),
      side: 'difference' as const,
      region: { x: 0, y: 0, width: 9, height: 9 },
    };
    const whole = await views.values(request, surroundings);
    assert.deepEqual(new Set(whole.values), new Set([0]));
    const step = await views.values({ ...request, focus: 1 }, surroundings);
    assert.notEqual(Math.max(...step.values), 0);
  });

  it('says which step a focused one cannot be reached behind, and refuses one that is not there', async () => {
    const text = 'steps: [flip, { crop: { x: 0, y: 0, width: 100, height: 5 } }, flip]';
    const { failed, steps } = await views.develop({ ...view(text), focus: 2 }, surroundings);
    assert.deepEqual([failed?.step, steps.length], [1, 1]);
    for (const focus of [-1, 3, 0.5]) {
      await assert.rejects(views.develop({ ...view(text), focus }, surroundings), { code: 'bad_argument' });
    }
  });

  it('reads a new version of the file', async () => {
    const changing = await workspace.image('changing.png', { width: 4, height: 4 });
    const at = (version: string): View => ({
      ...view('steps: []'),
      source: { kind: 'file', path: changing, version },
    });
    assert.equal((await views.develop(at('1'), surroundings)).before.shape.width, 4);
    await workspace.image('changing.png', { width: 7, height: 4 });
    assert.equal((await views.develop(at('1'), surroundings)).before.shape.width, 4);
    assert.equal((await views.develop(at('2'), surroundings)).before.shape.width, 7);
  });

  it('leaves out steps for training in inference', async () => {
    const text = 'steps: [{ rotate90: { mode: train } }]';
    assert.equal((await views.develop(view(text, 'inference'), surroundings)).after.shape.width, 40);
    assert.equal((await views.develop(view(text, 'train'), surroundings)).after.shape.width, 30);
  });

  it('stops at the step that cannot work and names it', async () => {
    const developed = await views.develop(
      view('steps: [flip, { crop: { x: 0, y: 0, width: 100, height: 5 } }, flip]'),
      surroundings,
    );
    assert.equal(developed.failed?.code, 'out_of_domain');
    assert.equal(developed.failed.step, 1);
    assert.equal(developed.steps.length, 1);
    assert.equal(developed.after.shape.width, 40);
  });

  it('says so again whenever it is asked again', async () => {
    const request = view('steps: [grayscale, normalize: { mean: imagenet, std: imagenet }]');
    const first = await views.develop(request, surroundings);
    assert.equal(first.failed?.step, 1);
    assert.deepEqual((await views.develop(request, surroundings)).failed, first.failed);
    assert.deepEqual((await views.develop(request, surroundings)).failed, first.failed);
  });

  it('refuses a step that would make more than the limit, before taking memory', async () => {
    const developed = await views.develop(
      view('steps: [{ pad: { width: 60000, height: 60000 } }]'),
      surroundings,
    );
    assert.equal(developed.failed?.code, 'too_large');
    assert.equal(developed.failed.step, 0);
  });

  it('gives the values of either side and of their difference', async () => {
    const request = { ...view('steps: [flip]'), region: { x: 1, y: 2, width: 3, height: 2 } };
    const { values, channels } = await views.values({ ...request, side: 'before' }, surroundings);
    const start = (2 * 40 + 1) * 3;
    assert.equal(channels, 3);
    assert.deepEqual([...values.subarray(0, 9)], [...image.data.subarray(start, start + 9)]);
    const flipped = await views.values({ ...request, side: 'after' }, surroundings);
    assert.equal(flipped.values[0], image.data[(2 * 40 + 38) * 3]);
    const same = await views.values({ ...request, side: 'difference' }, surroundings);
    assert.deepEqual(new Set(same.values), new Set([0]));
  });

  it('refuses values outside the image or too many of them', async () => {
    const request = { ...view('steps: [{ pad: { width: 300, height: 300 } }]'), side: 'after' as const };
    for (const region of [
      { x: -1, y: 0, width: 1, height: 1 },
      { x: 0, y: 0, width: 301, height: 1 },
      { x: 0.5, y: 0, width: 1, height: 1 },
      { x: 0, y: 0, width: 300, height: Math.ceil(maximumValues / 900) + 1 },
    ]) {
      await assert.rejects(views.values({ ...request, region }, surroundings), { code: 'bad_argument' });
    }
  });

  it('renders a picture and knows what white stands for in a difference', async () => {
    const whole = { x: 0, y: 0, width: 40, height: 30 };
    const request = {
      ...view('steps: [{ gaussian_blur: { kernel_size: 5 } }]'),
      region: whole,
      width: 40,
      height: 30,
    };
    const before = await views.render({ ...request, side: 'before', mapping: 'levels' }, surroundings);
    assert.equal(before.channels, 3);
    assert.deepEqual([...before.pixels], [...image.data]);
    assert.equal(before.white, undefined);
    const difference = await views.render({ ...request, side: 'difference', mapping: 'range' }, surroundings);
    const blurred = applySteps(image, request.steps, 'train').data;
    const largest = Math.max(...blurred.map((value, index) => Math.abs(value - image.data[index]!)));
    assert.equal(difference.white, largest);
    await assert.rejects(
      views.render({ ...request, side: 'before', mapping: 'unnormalized' }, surroundings),
      { code: 'bad_argument', message: /levels or range/ },
    );
    await assert.rejects(
      views.render(
        { ...request, width: 100_000, height: 100_000, side: 'before', mapping: 'levels' },
        surroundings,
      ),
      { code: 'bad_argument' },
    );
  });

  it('has no difference to show for a vector', async () => {
    const request = { ...view('steps: [flatten]'), region: { x: 0, y: 0, width: 1, height: 1 } };
    await assert.rejects(views.values({ ...request, side: 'difference' }, surroundings), {
      code: 'out_of_domain',
      message: /flatten/,
    });
  });

  it('has neither a map nor a difference after a change of perspective', async () => {
    const seen = view('steps: [perspective: { corners: [[0.1, 0], [0.9, 0], [1, 1], [0, 1]] }]');
    const developed = await views.develop(seen, surroundings);
    assert.equal(developed.map, undefined);
    assert.equal(developed.failed, undefined);
    const region = { x: 0, y: 0, width: 1, height: 1 };
    await assert.rejects(views.values({ ...seen, region, side: 'difference' }, surroundings), {
      code: 'out_of_domain',
      message: /perspective/,
    });
  });

  it('lays large images out for another thread, and takes the statistics it has made of them', async () => {
    const memory = Desk.memory();
    const large = new Views(new Desk(memory));
    const name = await workspace.image('large.png', { width: 700, height: 600 });
    const source = { kind: 'file', path: name, version: '1' } as const;
    const request = { ...view('steps: [flip, normalize, { pool: { size: 2 } }]'), source, focus: 1 };
    const after = { ...request, side: 'after' } as const;
    const laidOut = await large.layOut(after, surroundings);
    assert.ok(laidOut);
    const statistics = statisticsOf(new Desk(memory).look(laidOut.image));
    const expected = statisticsOf(
      applySteps(noise(700, 600, 3, 'uint8'), request.steps.slice(0, 2), 'train'),
    );
    assert.deepEqual(statistics, expected);
    large.keepStatistics({ key: laidOut.key, statistics });
    assert.equal(await large.statistics(after, surroundings), statistics);
    assert.equal(await large.layOut(after, surroundings), undefined);
    // Those of the other side are still to be made; a small image is not worth it.
    assert.ok(await large.layOut({ ...request, side: 'before' }, surroundings));
    assert.equal(await large.layOut({ ...after, focus: 2 }, surroundings), undefined);
    // Of an image that has been given up nothing is kept.
    large.keepStatistics({ key: 'gone', statistics });
  });

  it('decodes a large image where another thread watches it arrive', async () => {
    const memory = Desk.memory();
    const { arrival } = new Desk(memory);
    const large = new Views(new Desk(memory));
    for (const [format, watched] of [
      ['jpeg', true],
      ['png', false],
    ] as const) {
      const path = await workspace.image(`large.${format}`, { width: 700, height: 600, format });
      const seen = { ...view('steps: [flip]'), source: { kind: 'file', path, version: '1' } } as const;
      arrival.expect();
      await large.develop(seen, { ...surroundings, arrival });
      arrival.giveUp();
      const statistics = new Desk(memory).arrival.watch(statisticsOf, () => assert.fail('it is there'));
      const expected = await large.statistics({ ...seen, side: 'before' }, surroundings);
      assert.deepEqual(statistics, watched ? expected : undefined);
    }
  });

  it('takes the picture of a large image that another thread has made while it arrived', async () => {
    const memory = Desk.memory();
    const desk = new Desk(memory);
    const large = new Views(desk);
    const plain = new Views();
    const size = { width: 600, height: 450 };
    const taken: boolean[] = [];
    const { arrival } = desk;
    const take = arrival.picture.bind(arrival);
    arrival.picture = (...asked) => {
      const pixels = take(...asked);
      taken.push(pixels !== undefined);
      return pixels;
    };
    for (const [index, steps] of ['steps: [flip]', 'steps: [flip]', 'steps: []'].entries()) {
      const shape = { width: 800, height: 600, format: 'jpeg', seed: index + 1 } as const;
      const path = await workspace.image(`picture${index}.jpeg`, shape);
      const seen = { ...view(steps), source: { kind: 'file', path, version: '1' } } as const;
      arrival.expect();
      await large.develop(seen, { ...surroundings, arrival });
      arrival.giveUp();
      new Desk(memory).arrival.watch(
        (image, beforeRow, picture) =>
          statisticsOf(image, picture && pictureFirst(image, picture, beforeRow)),
        () => assert.fail('it is there'),
      );
      for (const side of ['before', 'after'] as const) {
        const region = { x: 0, y: 0, width: 800, height: 600 };
        const request = { ...seen, ...size, side, region, mapping: 'levels' } as const;
        const picture = await large.render(request, surroundings);
        assert.deepEqual(picture, await plain.render(request, surroundings), `${index} ${side}`);
        const part = { ...request, region: { ...region, y: 1, height: 599 } };
        assert.deepEqual(await large.render(part, surroundings), await plain.render(part, surroundings));
        const outside = { ...request, region: { ...region, x: 1 } };
        await assert.rejects(large.render(outside, surroundings), { code: 'bad_argument' });
      }
    }
    // Before and after of each, of which the last is one frame.
    assert.deepEqual(taken, [false, false, true, false, true]);
  });

  it('gives statistics of the real values', async () => {
    const request = { ...view('steps: [normalize]'), side: 'after' as const };
    const expected = statisticsOf(applySteps(image, request.steps, 'train'));
    assert.deepEqual(await views.statistics(request, surroundings), expected);
  });

  it('stops between steps when cancelled', async () => {
    const cancellation = new Cancellation();
    cancellation.cancel();
    await assert.rejects(views.develop(view('steps: [flip]'), { ...surroundings, cancellation }), {
      name: 'AbortError',
    });
  });
});
