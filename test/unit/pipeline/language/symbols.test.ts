import assert from 'node:assert/strict';
import { symbolsOf } from '../../../../src/engine/pipeline/language/symbols.ts';

const yaml = `# What goes in
# and out.
version: 1
steps:
  - orient
  - resize:
      width: 224 # px
      height: 224

  - one_of:
      steps: [ horizontal_flip, { grayscale: {} } ]
output: { format: png }
`;

describe('symbols', () => {
  it('are the keys, and the steps with what is written for them', () => {
    const { symbols } = symbolsOf({ text: yaml, language: 'yaml' });
    assert.deepEqual(
      symbols.map(({ name, detail }) => [name, detail]),
      [
        ['version', '1'],
        ['steps', '3'],
        ['output', 'format: png'],
      ],
    );
    const steps = symbols[1]!.children;
    assert.deepEqual(
      steps.map(({ name, kind }) => [name, kind]),
      [
        ['orient', 'operation'],
        ['resize', 'operation'],
        ['one_of', 'random'],
      ],
    );
    assert.deepEqual(
      steps[2]!.children.map(({ name }) => name),
      ['horizontal_flip', 'grayscale'],
    );
    const { nameStart, nameEnd, end } = steps[1]!;
    assert.equal(yaml.slice(nameStart, nameEnd), 'resize');
    assert.equal(yaml.slice(end - 3, end), '224');
  });

  it('are the same in JSON, and in text that breaks off', () => {
    const text = '{ "steps": ["orient", { "resize": { "width": 3 } }], "seed": 1 }';
    for (const part of [text, text.slice(0, 48)]) {
      const [steps] = symbolsOf({ text: part, language: 'json' }).symbols;
      assert.deepEqual(
        steps!.children.map(({ name, detail }) => [name, detail]),
        [
          ['orient', ''],
          ['resize', '"width": 3'],
        ],
      );
    }
    assert.deepEqual(symbolsOf({ text: '', language: 'yaml' }).symbols, []);
  });

  it('fold with comments of several lines', () => {
    const { folds } = symbolsOf({ text: yaml, language: 'yaml' });
    const lines = (offset: number) => yaml.slice(0, offset).split('\n').length;
    assert.deepEqual(
      folds.map(({ start, end, isComment }) => [lines(start), lines(end), isComment]),
      [
        [4, 11, false],
        [6, 8, false],
        [10, 11, false],
        [1, 2, true],
      ],
    );
  });
});
