import assert from 'node:assert/strict';
import { defineOperation } from '../../../src/engine/operation.ts';
import { affine } from '../../../src/engine/operations/geometry/affine.ts';
import { channels } from '../../../src/engine/operations/color/channels.ts';
import { grayscale } from '../../../src/engine/operations/color/grayscale.ts';
import { integer, match } from '../../../src/engine/parameters.ts';
import { inheritedValues, resolveStep } from '../../../src/engine/pipeline/resolve.ts';

const layer = defineOperation({
  id: 'layer',
  title: 'Layer',
  family: 'numeric',
  doc: 'Has numbers that are drawn once.',
  reference: 'None.',
  parameters: {
    match,
    seed: integer({ minimum: 0, maximum: 10, default: 0, inherited: true, doc: 'Key of the numbers.' }),
    size: integer({ minimum: 0, maximum: 10, default: 3, doc: 'How many numbers.' }),
  },
  examples: [],
  apply: image => image,
});

describe('resolving a step', () => {
  it('takes from the pipeline what is declared as inherited and not written', () => {
    assert.deepEqual(resolveStep(layer, {}, 'pillow', 7).values, { match: 'pillow', seed: 7, size: 3 });
    const written = { match: 'opencv', seed: 1, size: 2 };
    assert.deepEqual(resolveStep(layer, written, 'pillow', 7).values, written);
  });

  it('suggests a whole number within the range, and none for what is no number', () => {
    const suggested = (size: number) => resolveStep(layer, { size }, 'opencv', 7).faults[0]!.suggestions;
    assert.deepEqual(suggested(2.6), ['3']);
    assert.deepEqual(suggested(11.5), ['10']);
    assert.deepEqual(suggested(Number.NaN), []);
  });

  it('names both numbers where only two are taken, and counts one number as one', () => {
    const [count] = resolveStep(grayscale, { channels: 2 }, 'opencv').faults;
    assert.match(count!.message, /Expected 1 or 3 for grayscale\.channels but received 2\./);
    const [translate] = resolveStep(affine, { translate: [0.1] }, 'opencv').faults;
    assert.match(translate!.message, /but received 1 number\./);
  });

  it('suggests no single letter for a word that has it somewhere', () => {
    assert.deepEqual(resolveStep(channels, { order: 'gray' }, 'opencv').faults[0]!.suggestions, []);
    assert.deepEqual(resolveStep(channels, { order: 'rgbx' }, 'opencv').faults[0]!.suggestions[0], 'rgb');
  });

  it('checks what it inherits like what is written', () => {
    const { faults } = resolveStep(layer, {}, 'pillow', 11);
    assert.deepEqual(
      faults.map(({ code, parameter }) => [code, parameter]),
      [['out-of-range', 'seed']],
    );
  });

  it('does not take a parameter for inherited because its name is that of a pipeline’s key', () => {
    const own = { seed: integer({ minimum: 0, maximum: 9, default: 5, doc: 'Its own.' }) };
    assert.deepEqual(inheritedValues(own, { match: 'opencv', seed: 7 }), {});
  });
});
