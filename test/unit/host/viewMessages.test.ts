import assert from 'node:assert/strict';
import { checked } from '../../../src/host/viewMessages.ts';
import type { ViewHost } from '../../../src/shared/protocol.ts';
import type { Methods } from '../../../src/shared/rpc.ts';

const received: [string, unknown][] = [];
const methods = checked(
  new Proxy({} as Methods<ViewHost>, {
    get: (_target, name: string) => (params: unknown) => received.push([name, params]),
  }),
);
const { signal } = new AbortController();
const send = (name: keyof ViewHost, params: unknown) =>
  (methods[name] as (params: unknown, signal: AbortSignal) => unknown)(params, signal);

const region = { x: 0, y: 0, width: 10, height: 10 };
const render = { sequence: 1, side: 'after', region, width: 10, height: 10, mapping: 'levels' };

describe('messages of a page', () => {
  beforeEach(() => received.splice(0));

  it('reach their method when they have its shape, without what does not belong', () => {
    send('render', { ...render, path: '/etc/passwd' });
    send('setRecipe', {
      recipe: [{ operation: 'normalize', enabled: true, values: { mean: [0, 0.5], std: 'imagenet' } }],
    });
    assert.deepEqual(received, [
      ['render', render],
      [
        'setRecipe',
        { recipe: [{ operation: 'normalize', enabled: true, values: { mean: [0, 0.5], std: 'imagenet' } }] },
      ],
    ]);
  });

  it('may hold steps inside others', () => {
    const steps = ['flip', { sequence: { p: 1, steps: [{ gamma: { gamma: 2 } }] } }];
    const edit = { kind: 'insert', at: [1, 0], operation: 'one_of', values: { p: 0.5, steps } };
    send('editPipeline', edit);
    assert.deepEqual(received, [['editPipeline', edit]]);
    const malformed = { ...edit, values: { steps: [{ sequence: { steps: [{ gamma: 2 }] } }] } };
    assert.throws(() => send('editPipeline', malformed), /editPipeline/);
  });

  it('are refused with the method and the place when they do not', () => {
    const malformed: [keyof ViewHost, unknown, RegExp][] = [
      ['render', undefined, /malformed render/],
      ['render', { ...render, side: 'up' }, /render \(side\)/],
      ['render', { ...render, region: { ...region, x: 0.5 } }, /render \(region\.x\)/],
      ['render', { ...render, width: 1e9 }, /render \(width\)/],
      ['values', { sequence: 1, side: 'after', region: { ...region, width: 65537 } }, /values \(region\)/],
      ['statistics', { sequence: 1, side: 'difference' }, /statistics \(side\)/],
      ['choosePipeline', { id: 7 }, /choosePipeline \(id\)/],
      [
        'setRecipe',
        { recipe: [{ operation: 'flip', enabled: true, values: { axis: { a: 1 } } }] },
        /values\.axis/,
      ],
      ['setMode', { mode: 'dream' }, /setMode \(mode\)/],
      ['revealPlace', { start: -1, end: 3 }, /revealPlace \(start\)/],
      ['thumbnail', { sequence: 1, step: -2, width: 96, height: 64 }, /thumbnail \(step\)/],
      ['focusStep', { step: 0 }, /focusStep \(step\)/],
      ['focusStep', { step: [] }, /focusStep \(step/],
      ['focusStep', { step: [0, 0.5] }, /focusStep \(step\.1\)/],
      ['editPipeline', { kind: 'erase', step: 0 }, /editPipeline \(kind\)/],
      [
        'editPipeline',
        { kind: 'set', step: [0], parameter: 'fill', value: { a: 1 } },
        /editPipeline \(value\)/,
      ],
      ['mask', { sequence: 1, side: 'difference', region, width: 9, height: 9 }, /mask \(side\)/],
      ['version', { sequence: 1, draw: { version: -1 }, seed: 1, width: 9, height: 9 }, /version \(draw/],
      [
        'version',
        { sequence: 1, draw: { version: 1 }, seed: 2 ** 32, width: 9, height: 9 },
        /version \(seed/,
      ],
      ['chooseVersion', { version: { draw: { extreme: 'middle' }, seed: 1 } }, /chooseVersion \(version/],
      ['keepMemory', { memory: { tab: 'steps' } }, /keepMemory \(memory\)/],
      ['zoomChanged', { scale: Number.NaN, fit: true }, /zoomChanged \(scale\)/],
    ];
    for (const [name, params, message] of malformed) assert.throws(() => send(name, params), message);
    assert.deepEqual(received, []);
  });
});
