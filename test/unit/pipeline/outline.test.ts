import assert from 'node:assert/strict';
import { outlinePipeline } from '../../../src/engine/pipeline/outline.ts';

const yaml = `steps:
  - orient
  - resize: { width: 224, height: 160 }
  - gaussian_blur:
      kernel_size: 5
      enabled: false
  - horizontal_flip
  - normalize
`;
const sample = {
  path: 'cat.jpg',
  shape: { width: 640, height: 480, channels: 1, dtype: 'uint8', orientation: 6 },
} as const;

describe('outline of a pipeline', () => {
  it('says where steps stand, and what leaves each of them with the sample', () => {
    const { steps, isWhole } = outlinePipeline(yaml, 'yaml', 'inference', sample);
    assert.equal(isWhole, true);
    assert.deepEqual(
      steps.map(({ start, end, nameEnd }) => [yaml.slice(start, nameEnd), yaml.slice(start, end)]),
      [
        ['orient', 'orient'],
        ['resize', 'resize: { width: 224, height: 160 }'],
        ['gaussian_blur', 'gaussian_blur:\n      kernel_size: 5\n      enabled: false'],
        ['horizontal_flip', 'horizontal_flip'],
        ['normalize', 'normalize'],
      ],
    );
    assert.deepEqual(
      steps.map(({ skipped, leaves }) => [
        skipped,
        leaves?.width,
        leaves?.height,
        leaves?.channels,
        leaves?.dtype,
      ]),
      [
        [false, 480, 640, 1, 'uint8'],
        [false, 224, 160, 1, 'uint8'],
        [true, 224, 160, 1, 'uint8'],
        [true, 224, 160, 1, 'uint8'],
        [false, undefined, undefined, undefined, undefined],
      ],
    );
    // Three means for one channel.
    assert.match(steps[4]!.problem!.message, /Expected 1 number/);
  });

  it('has the problem of a step inside another at that step', () => {
    const text =
      'steps:\n  - flatten\n  - one_of: { p: 1, steps: [{ sequence: { steps: [min_max, flip] } }] }\n';
    const { steps } = outlinePipeline(text, 'yaml', 'train');
    assert.deepEqual(
      steps.flatMap(({ path, problem }) => (problem ? [[path, problem.step, problem.below]] : [])),
      [[[1, 0, 1], 1, [0, 1]]],
    );
    assert.match(steps.find(({ problem }) => problem)!.problem!.message, /^Step 2\.1\.2: .*vector/);
  });

  it('leaves sizes open that a photograph decides', () => {
    const { steps } = outlinePipeline(yaml, 'yaml', 'train');
    assert.deepEqual(steps[0]!.leaves, { channels: 3, dtype: 'uint8', isVector: false });
    assert.deepEqual(steps[4]!.leaves, {
      width: 224,
      height: 160,
      channels: 3,
      dtype: 'float32',
      isVector: false,
    });
  });

  it('finds the steps of half-typed text', () => {
    const typing = yaml.replace('- horizontal_flip', '- horizontal_flip: { p: ');
    const { steps, isSound } = outlinePipeline(typing, 'yaml', 'train');
    assert.equal(isSound, false);
    assert.deepEqual(
      steps.slice(0, 4).map(({ operation, enabled }) => [operation, enabled]),
      [
        ['orient', true],
        ['resize', true],
        ['gaussian_blur', false],
        ['horizontal_flip', true],
      ],
    );
    const unknown = outlinePipeline(yaml.replace('orient', 'orien'), 'yaml', 'train');
    assert.deepEqual([unknown.steps.length, unknown.isSound, unknown.isWhole], [5, true, false]);
    const json = '{ "steps": ["orient", { "resize": { "width": 3, "hei';
    assert.deepEqual(
      outlinePipeline(json, 'json', 'train').steps.map(({ operation }) => operation),
      ['orient', 'resize'],
    );
  });

  it('gives equal steps equal keys, wherever they stand', () => {
    const keys = (text: string) => outlinePipeline(text, 'yaml', 'train').steps.map(({ key }) => key);
    const [flip, flop] = keys('steps:\n  - horizontal_flip: { p: 0.5 }\n  - horizontal_flip: { p: 1 }\n');
    assert.notEqual(flip, flop);
    assert.deepEqual(keys('steps: [invert, horizontal_flip: { p: 0.50 }]').at(1), flip);
  });

  it('has nothing to say about an empty text, or too deep a one', () => {
    assert.deepEqual(outlinePipeline('', 'yaml', 'train').steps, []);
    assert.deepEqual(outlinePipeline('steps: three', 'yaml', 'train').steps, []);
    assert.deepEqual(outlinePipeline('['.repeat(20_000), 'yaml', 'train').steps, []);
    assert.deepEqual(outlinePipeline('['.repeat(20_000), 'json', 'train').steps, []);
    assert.deepEqual(outlinePipeline('- '.repeat(20_000), 'yaml', 'train').steps, []);
  });

  it('has the steps inside others behind them, each with its path', () => {
    const text =
      'steps:\n  - one_of: { steps: [flip, sequence: { steps: [{ gamma: { enabled: false } }] }] }\n  - orient\n';
    const { steps, isWhole } = outlinePipeline(text, 'yaml', 'inference');
    assert.equal(isWhole, true);
    assert.deepEqual(
      steps.map(({ path, operation, enabled, skipped }) => [path.join(), operation, enabled, skipped]),
      [
        ['0', 'one_of', true, true],
        ['0,0', 'flip', true, true],
        ['0,1', 'sequence', true, true],
        ['0,1,0', 'gamma', false, true],
        ['1', 'orient', true, false],
      ],
    );
    assert.equal(
      steps.every(({ start, nameEnd, operation }) => text.slice(start, nameEnd).endsWith(operation)),
      true,
    );
  });
});
