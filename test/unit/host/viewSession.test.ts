import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { ViewSession, type SessionOptions } from '../../../src/host/viewSession.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import type { Picture } from '../../../src/shared/picture.ts';
import type { EngineService } from '../../../src/shared/protocol.ts';
import type { Developed, View } from '../../../src/shared/view.ts';
import type { ViewState } from '../../../src/shared/viewState.ts';
import type { Client } from '../../../src/shared/rpc.ts';
import type { Shape } from '../../../src/shared/shape.ts';

const shape: Shape = { width: 2, height: 1, channels: 1, dtype: 'uint8', orientation: 1 };
const plane = { key: 'a', shape, range: [0, 1], mappings: [] } as const;
const facts = { format: 'png', shape, orientation: 1, bytes: 9, notes: [] } as const;
const source = { kind: 'file', path: '/a.png', version: '1' } as const;
const good = 'steps: [flip]';

interface Work {
  readonly view: View;
  readonly signal: AbortSignal | undefined;
  readonly finish: () => void;
  readonly fail: (thrown: unknown) => void;
}

function open(options: Partial<SessionOptions> = {}) {
  const states: ViewState[] = [];
  const work: Work[] = [];
  const rendered: View[] = [];
  const bugs: unknown[] = [];
  const texts = new Map([['one', good]]);
  const engine = {
    catalogue: () => Promise.resolve([]),
    parse: ({ text, language }: Parameters<EngineService['parse']>[0]) =>
      Promise.resolve(parsePipeline(text, language)),
    develop: (view: View, signal?: AbortSignal) =>
      new Promise<Developed>((resolve, reject) => {
        const developed: Developed = { facts, before: plane, after: plane, steps: [] };
        work.push({
          view,
          signal,
          finish: () => {
            resolve(developed);
          },
          fail: reject,
        });
      }),
    render: (view: View, signal?: AbortSignal) => {
      rendered.push(view);
      return new Promise<Picture>((resolve, reject) => {
        signal?.addEventListener('abort', () => {
          reject(new DOMException('', 'AbortError'));
        });
        if (view.seed === 0)
          setTimeout(() => {
            resolve({ width: 1, height: 1, channels: 4, pixels: pixelsInLargeMessage() });
          }, 20);
      });
    },
  } as unknown as Client<EngineService>;
  const session = new ViewSession({
    purpose: 'editor',
    engine,
    texts: {
      read: id => {
        const text = texts.get(id);
        if (text === undefined) {
          return Promise.reject(new DarkroomError('not_found', `${id} is not there.`, { file: id }));
        }
        return Promise.resolve({ name: id, parsed: parsePipeline(text, 'yaml') });
      },
    },
    publish: state => states.push(state),
    onBug: thrown => bugs.push(thrown),
    trusted: true,
    typingDelay: 5,
    ...options,
  });
  session.setPipelines([{ id: 'one', label: 'one', detail: '' }]);
  /** Lets the newest work finish, once it has begun. */
  const finish = async () => {
    for (const started = work.length; work.length === started || work.at(-1) === undefined;) {
      if (work.at(-1)?.signal?.aborted === false) break;
      await new Promise(resolve => setTimeout(resolve, 2));
    }
    work.at(-1)!.finish();
    await session.whenSettled();
  };
  return { session, states, work, rendered, bugs, texts, finish };
}

function pixelsInLargeMessage(): Uint8Array {
  return new Uint8Array(new ArrayBuffer(4096), 100, 4);
}

const request = {
  side: 'after',
  region: { x: 0, y: 0, width: 1, height: 1 },
  width: 1,
  height: 1,
  mapping: 'levels',
} as const;
const { signal } = new AbortController();

/** Waits until so many requests have been made. */
async function begun(work: readonly unknown[], count: number): Promise<void> {
  while (work.length < count) await new Promise(resolve => setTimeout(resolve, 2));
}

describe('view session', () => {
  it('is busy until the image is developed, and then shows it', async () => {
    const { session, finish } = open();
    session.show({ name: 'a.png', source });
    assert.equal(session.state.busy, true);
    await finish();
    const { busy, image, developed, sequence } = session.state;
    assert.deepEqual(
      { busy, image, sequence },
      { busy: false, image: { name: 'a.png', facts }, sequence: 1 },
    );
    assert.ok(developed);
  });

  it('publishes several changes in a row once', async () => {
    const { session, states } = open();
    session.setTrusted(false);
    session.setSamples([{ id: '1', name: 'a' }], '1');
    await Promise.resolve();
    assert.equal(states.length, 1);
    assert.equal(states[0]?.trusted, false);
    assert.equal(states[0].sample, '1');
  });

  it('aborts older work and drops its result', async () => {
    const { session, work, finish } = open();
    session.show({ name: 'a.png', source });
    await new Promise(resolve => setTimeout(resolve, 5));
    session.choosePipeline('one');
    assert.equal(work[0]?.signal?.aborted, true);
    work[0].finish();
    await finish();
    assert.equal(session.state.sequence, 2);
    assert.deepEqual(
      session.state.steps.map(({ operation }) => operation),
      ['flip'],
    );
    assert.equal(work.length, 2);
  });

  it('looks at one step alone, as long as the pipeline has it', async () => {
    const { session, work, texts, finish } = open({ pipeline: 'one' });
    texts.set('one', 'steps: [flip, orient]');
    session.show({ name: 'a.png', source });
    await finish();
    assert.equal(work.at(-1)?.view.focus, undefined);
    session.focusStep([1]);
    assert.deepEqual(session.state.focus, [1]);
    await finish();
    assert.equal(work.at(-1)?.view.focus, 1);
    const { length } = work;
    session.focusStep([1]);
    assert.equal(work.length, length, 'nothing has changed');
    texts.set('one', 'steps: [flip]');
    session.textEdited([1]);
    await finish();
    assert.equal(work.at(-1)?.view.focus, undefined);
    assert.equal(session.state.focus, undefined);
    // It comes back with its step, such as one that is typed anew.
    texts.set('one', 'steps: [flip, orient]');
    session.textEdited([1]);
    await finish();
    assert.deepEqual(session.state.focus, [1]);
  });

  it('sees the same of all steps inside one, and the one around a step that is gone', async () => {
    const { session, work, texts, finish } = open({ pipeline: 'one' });
    texts.set('one', 'steps: [orient, { one_of: { steps: [flip, invert] } }]');
    session.show({ name: 'a.png', source });
    await finish();
    session.focusStep([1, 0]);
    await finish();
    assert.equal(work.at(-1)?.view.focus, 1);
    const { length } = work;
    session.focusStep([1, 1]);
    assert.deepEqual(session.state.focus, [1, 1]);
    assert.equal(work.length, length, 'nothing is developed anew');
    assert.equal(session.state.busy, false);
    texts.set('one', 'steps: [orient, { one_of: { steps: [flip] } }]');
    session.textEdited([1, 1]);
    await finish();
    assert.deepEqual(session.state.focus, [1]);
  });

  it('has the strip of a preview after the picture of the step in focus', async () => {
    const { session, work } = open({ pipeline: 'one', purpose: 'preview', focus: [0] });
    session.show({ name: 'a.png', source });
    await begun(work, 1);
    work[0]!.finish();
    await begun(work, 2);
    assert.deepEqual([session.state.busy, session.state.strip], [false, undefined]);
    assert.deepEqual([work[0]!.view.focus, work[1]!.view.focus], [0, undefined]);
    work[1]!.finish();
    await session.whenSettled();
    assert.deepEqual(session.state.strip, { sequence: 1, steps: [], pictures: ['1'] });
  });

  it('says on the strip why not all steps could be run, and takes only what was not expected for a bug', async () => {
    for (const thrown of [new DarkroomError('timeout', 'It took too long.'), new TypeError('x')]) {
      const { session, work, bugs } = open({ pipeline: 'one', purpose: 'preview', focus: [0] });
      session.show({ name: 'a.png', source });
      await begun(work, 1);
      work[0]!.finish();
      await begun(work, 2);
      work[1]!.fail(thrown);
      await session.whenSettled();
      const isBug = thrown instanceof TypeError;
      assert.equal(session.state.strip?.failed?.code, isBug ? 'bug' : 'timeout');
      assert.deepEqual(bugs, isBug ? [thrown] : []);
      assert.ok(session.state.developed, 'the picture stays');
      assert.equal(session.state.unreadable, undefined);
    }
  });

  it('takes labels along for the image that they are of, and says where they are from', async () => {
    const { session, work, finish } = open({ pipeline: 'one' });
    const labels = { classes: [], objects: [{ id: 0, label: 'cat', box: [0, 0, 1, 1] }] } as const;
    const found = { image: '/a.png', path: 'annotations.json', title: 'COCO (JSON)', labels };
    session.show({ name: 'a.png', source });
    await finish();
    session.setLabels({ ...found, image: '/other.png' });
    await finish();
    assert.equal(work.at(-1)?.view.labels, undefined);
    session.setLabels(found);
    await finish();
    assert.deepEqual(work.at(-1)?.view.labels, labels);
    assert.equal(work.at(-1)?.view.labelRules?.frame, 'displayed');
    assert.deepEqual(session.state.labelSource, { path: 'annotations.json', title: 'COCO (JSON)' });
    const { length } = work;
    session.setLabels({ ...found, labels: structuredClone(labels) });
    await session.whenSettled();
    assert.equal(work.length, length, 'the same labels were taken through the steps again');
    session.setLabels(undefined);
    await finish();
    assert.equal(work.at(-1)?.view.labels, undefined);
    assert.equal(session.state.labelSource, undefined);
  });

  it('shows the version that was chosen, until it is taken back', async () => {
    const { session, work, finish } = open({ pipeline: 'one' });
    session.show({ name: 'a.png', source });
    await finish();
    session.chooseVersion({ draw: { extreme: 'highest' }, seed: 9 });
    await finish();
    assert.deepEqual([work.at(-1)?.view.draw, work.at(-1)?.view.seed], [{ extreme: 'highest' }, 9]);
    assert.equal(session.state.seed, 0, 'the pipeline has its own seed');
    session.chooseVersion(undefined);
    await finish();
    assert.deepEqual([work.at(-1)?.view.draw, work.at(-1)?.view.seed], [undefined, 0]);
  });

  it('lets only what was offered be chosen', () => {
    const { session } = open();
    session.choosePipeline('/etc/passwd');
    assert.equal(session.state.pipeline, 'none');
  });

  it('keeps the last good picture while the text has an error, and says where it is', async () => {
    const { session, texts, finish } = open({ pipeline: 'one' });
    session.show({ name: 'a.png', source });
    await finish();
    texts.set('one', 'steps: [flop]');
    session.pipelineChanged('one');
    await new Promise(resolve => setTimeout(resolve, 15));
    await finish();
    const { steps, stale, developed } = session.state;
    assert.deepEqual(
      steps.map(({ operation }) => operation),
      ['flip'],
    );
    assert.ok(developed);
    assert.equal(stale?.pipeline, 'one');
    assert.deepEqual(stale.diagnostics[0]?.place, { start: 8, end: 12, line: 1, column: 9 });
    texts.set('one', good);
    session.pipelineChanged('one');
    await new Promise(resolve => setTimeout(resolve, 15));
    await finish();
    assert.equal(session.state.stale, undefined);
  });

  it('keeps the rules for labels of the last good text as well', async () => {
    const { session, work, texts, finish } = open({ pipeline: 'one' });
    texts.set('one', 'steps: [flip]\nlabels: { min_visibility: 0.5 }');
    const labels = { classes: [], objects: [{ id: 0, label: 'cat', box: [0, 0, 1, 1] }] } as const;
    session.show({ name: 'a.png', source });
    await finish();
    session.setLabels({ image: '/a.png', path: 'annotations.json', title: 'COCO (JSON)', labels });
    await finish();
    const rules = work.at(-1)?.view.labelRules;
    assert.equal(rules?.minVisibility, 0.5);
    texts.set('one', 'steps: [flop]\nlabels: { min_visibility: 0.5 }');
    session.pipelineChanged('one');
    await new Promise(resolve => setTimeout(resolve, 15));
    await finish();
    assert.ok(session.state.stale);
    assert.deepEqual(work.at(-1)?.view.labelRules, rules);
  });

  it('follows typing at once, and waits for a pause where a text is still in work', async () => {
    const { session, work, finish } = open({ pipeline: 'one', typingDelay: 60 });
    const soon = () => new Promise(resolve => setTimeout(resolve, 15));
    session.show({ name: 'a.png', source });
    await finish();
    session.pipelineChanged('one');
    await soon();
    assert.equal(work.length, 2, 'nothing is in work: at once');
    session.pipelineChanged('one');
    await soon();
    session.pipelineChanged('one');
    await soon();
    assert.equal(work.length, 2, 'the second text is in work: the next ones wait');
    assert.equal(work.at(-1)?.signal?.aborted, false);
    await new Promise(resolve => setTimeout(resolve, 80));
    assert.equal(work.length, 3, 'only the last of them is developed');
    assert.equal(work[1]?.signal?.aborted, true);
    for (const number of [4, 5]) {
      await finish();
      session.pipelineChanged('one');
      await soon();
      assert.equal(work.length, number, 'closely after another, but nothing is in work any more');
    }
    await finish();
  });

  it('says so when the pipeline file is gone', async () => {
    const { session, texts, finish } = open({ pipeline: 'one' });
    texts.delete('one');
    session.show({ name: 'a.png', source });
    await finish();
    assert.equal(session.state.stale?.unreadable?.message, 'one is not there.');
  });

  it('shows what is wrong with a recipe and goes on with the last good one', async () => {
    const { session, finish } = open({ pipeline: 'recipe' });
    const flip = { operation: 'flip', enabled: true, values: { axis: 'vertical' } };
    session.setRecipe([flip]);
    session.show({ name: 'a.png', source });
    await finish();
    session.setRecipe([{ ...flip, values: { axis: 'v' } }]);
    await finish();
    const { steps, recipeProblems } = session.state;
    assert.deepEqual(steps[0]?.values, { axis: 'vertical' });
    assert.deepEqual([recipeProblems[0]?.step, recipeProblems[0]?.parameter], [0, 'axis']);
  });

  it('shows an unreadable image as such', async () => {
    const { session, work } = open();
    session.show({ name: 'a.png', source });
    await new Promise(resolve => setTimeout(resolve, 5));
    work[0]?.fail(new DarkroomError('unreadable', 'It is empty.', { hint: 'Replace it.' }));
    await session.whenSettled();
    assert.deepEqual(session.state.unreadable, {
      code: 'unreadable',
      message: 'It is empty.',
      hint: 'Replace it.',
      file: 'a.png',
    });
    assert.equal(session.state.busy, false);
  });

  it('shows an unknown exception as a bug', async () => {
    const { session, work, bugs } = open();
    session.show({ name: 'a.png', source });
    await new Promise(resolve => setTimeout(resolve, 5));
    work[0]?.fail(new TypeError('x is not a function'));
    await session.whenSettled();
    assert.equal(session.state.unreadable?.code, 'bug');
    assert.equal(bugs.length, 1);
  });

  it('answers about the picture that is shown, and drops requests about replaced ones', async () => {
    const { session, rendered, finish } = open();
    session.show({ name: 'a.png', source });
    await finish();
    const picture = await session.pictures.render({ ...request, sequence: 1 }, signal);
    assert.equal(picture.pixels.buffer.byteLength, 4, 'only the pixels, not the message around them');
    assert.equal(rendered[0]?.source, source);
    const underWay = session.pictures.render({ ...request, sequence: 1 }, signal);
    session.choosePipeline('one');
    await finish();
    await assert.rejects(underWay, { name: 'AbortError' });
    await assert.rejects(session.pictures.render({ ...request, sequence: 1 }, signal), {
      name: 'AbortError',
    });
  });

  it('lets a request about the picture to come wait for it', async () => {
    const { session, finish } = open();
    session.show({ name: 'a.png', source });
    const waiting = session.pictures.render({ ...request, sequence: 1 }, signal);
    await finish();
    assert.equal((await waiting).width, 1);
  });

  it('does nothing any more once disposed', async () => {
    const { session, states, work } = open();
    await Promise.resolve();
    const before = states.length;
    session.dispose();
    session.show({ name: 'a.png', source });
    await session.whenSettled();
    await Promise.resolve();
    assert.equal(work.length, 0);
    assert.equal(states.length, before);
  });
});
