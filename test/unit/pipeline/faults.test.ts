import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { PipelineLanguage } from '../../../src/shared/pipeline.ts';

/** What is told of a text: line, column, the marked characters and the message. */
function told(text: string, language: PipelineLanguage = 'yaml') {
  return parsePipeline(text, language).diagnostics.map(
    ({ place: { line, column, start, end }, message }) =>
      [`${line}:${column}`, text.slice(start, end), message] as const,
  );
}

const steps = (...lines: readonly string[]) => `steps:\n${lines.map(line => `${line}\n`).join('')}`;

describe('faults of a pipeline’s YAML are told as what is missing, where it is:', () => {
  const cases: Readonly<Record<string, readonly [text: string, place: string, marked: string, RegExp]>> = {
    'an item that is not indented': [
      steps('  - orient', '- grayscale'),
      '3:1',
      '- grayscale',
      /^Indent this item like those above it\.$/,
    ],
    'an item in the place of a key': [
      'version: 1\n- orient\n',
      '2:1',
      '- orient',
      /^Expected a key here, not an item/,
    ],
    'an item that is indented further': [
      steps('  - orient', '    - grayscale'),
      '2:5',
      'orient\n    - grayscale',
      /^A step ends with its line: indent the dash of the next one like this one’s\.$/,
    ],
    'a dash without a space': [
      steps('  - orient', '  -grayscale'),
      '3:3',
      '-grayscale',
      /^Expected a space after the dash: - grayscale\.$/,
    ],
    'only dashes without a space': [
      steps('  -orient'),
      '2:3',
      '-orient',
      /^Expected a space after the dash of every step\.$/,
    ],
    tabs: [steps('\t- orient'), '2:1', '\t', /^YAML is indented by spaces, not by tabs\.$/],
    'a key without its colon': [
      'version: 1\nsteps\n  - orient\n',
      '2:1',
      'steps',
      /^Expected a colon after steps\.$/,
    ],
    'a step without its colon': [
      steps('  - resize { width: 3, height: 3 }'),
      '2:5',
      'resize',
      /^Expected a colon after resize\.$/,
    ],
    'a colon without its space': [
      steps('  - resize:', '      width:3', '      height: 3'),
      '3:7',
      'width:3',
      /^Expected a space after the colon: width: 3\.$/,
    ],
    'a word behind a value in quotes': [
      steps('  - flip: "vertical" twice'),
      '2:22',
      'twice',
      /^The value has ended before this: take it out\.$/,
    ],
    'a comma behind an item': [
      steps('  - "flip",'),
      '2:11',
      ',',
      /^The value has ended before this: take it out\.$/,
    ],
    'two keys on a line': [
      steps('  - resize: width: 3'),
      '2:13',
      'w',
      /^There is a second key on this line: put braces around the parameters, or each on a line of its own/,
    ],
    'keys that are indented differently': [
      steps('  - resize:', '      width: 3', '     height: 3'),
      '4:6',
      'height: 3',
      /^Indent this key like those it belongs to; none above is indented by 5 spaces\.$/,
    ],
    'a missing comma': [
      steps('  - resize: { width: 3 height: 3 }'),
      '2:22',
      '3 height',
      /^Expected a comma before height\.$/,
    ],
    'an open quote': [
      steps('  - normalize: { mean: "imagenet }', '  - orient'),
      '2:24',
      '"imagenet }',
      /^This quote is not closed\.$/,
    ],
    'an open quote at the end of the text': [
      'steps:\n- normalize: { mean: "imagenet }',
      '2:22',
      '"imagenet }',
      /^This quote is not closed\.$/,
    ],
    'two keys on the last line': [
      'steps:\n- resize: width: 3',
      '2:11',
      'w',
      /^There is a second key on this line/,
    ],
    'an item that is indented further, and has parameters': [
      steps('  - orient', '    - flip: { direction: horizontal }'),
      '3:5',
      '- flip: { direction: horizontal }',
      /^Indent this item like those above it\.$/,
    ],
    'open braces': [
      steps('  - resize: { width: 3, height: 3', '  - orient'),
      '2:13',
      '{',
      /^This \{ is not closed: expected \}\.$/,
    ],
    'open brackets': [
      steps('  - normalize: { mean: [0.5, 0.5', '  - orient'),
      '2:24',
      '[',
      /^This \[ is not closed: expected \]\.$/,
    ],
    'a brace too many': [steps('  - orient: }'), '2:13', '}', /^Unexpected \}\.$/],
    'a reserved character': [
      steps('  - @hue'),
      '2:5',
      '@',
      /^A value cannot begin with @: put it in quotes\.$/,
    ],
    'two documents': ['steps: []\n---\nsteps: []\n', '2:1', '---', /^A pipeline is one document/],
  };
  for (const [what, [text, place, marked, message]] of Object.entries(cases)) {
    it(what, () => {
      const all = told(text);
      assert.equal(all.length, 1, JSON.stringify(all));
      assert.deepEqual(all[0]!.slice(0, 2), [place, marked]);
      assert.match(all[0]![2], message);
    });
  }

  it('a colon without its space in braces, beside what is then missing', () => {
    assert.deepEqual(told(steps('  - resize: { width:3, height: 3 }'))[0], [
      '2:15',
      'width:3',
      'Expected a space after the colon: width: 3.',
    ]);
  });

  it('one on every line that has some, but not without end', () => {
    assert.deepEqual(
      told(steps('  - @a', '  - %b')).map(([place]) => place),
      ['2:5', '3:5'],
    );
    assert.ok(told(steps(...Array<string>(20_000).fill('  - @a'))).length <= 100);
  });
});

describe('faults of a pipeline’s JSON are told as what is missing, where it is:', () => {
  const cases: Readonly<Record<string, readonly [text: string, marked: string, message: RegExp]>> = {
    'a missing comma': [
      '{"steps": [{"resize": {"width": 3 "height": 3}}]}',
      '"height"',
      /^Expected a comma before/,
    ],
    'a comma too many in brackets': [
      '{"steps": ["orient",]}',
      ',',
      /^Nothing follows this comma: take it away/,
    ],
    'a comma too many in braces': [
      '{"steps": ["orient"],\n}',
      ',',
      /^Nothing follows this comma: take it away/,
    ],
    'other quotes': ["{'steps': []}", "'steps'", /^'steps' is not JSON: put names in double quotes\.$/],
    'no quotes': ['{"steps": [orient]}', 'orient', /^orient is not JSON: texts stand in double quotes/],
    'a comment': ['{"steps": [] // mine\n}', '// mine', /^JSON has no comments; a pipeline in YAML has them/],
    'an open text': [
      '{"steps": ["orient]}',
      '"orient]}',
      /^This text is not closed: expected a double quote/,
    ],
    'open brackets': ['{"steps": ["orient"', '', /^A \[ is not closed: expected \]\.$/],
    'more after the end': ['{"steps": []}}', '}', /^Nothing may follow the end of the pipeline/],
    'a missing colon': ['{"steps" []}', '[', /^Colon expected\.$/],
  };
  for (const [what, [text, marked, message]] of Object.entries(cases)) {
    it(what, () => {
      const all = told(text, 'json');
      assert.equal(all.length, 1, JSON.stringify(all));
      assert.equal(all[0]![1], marked);
      assert.match(all[0]![2], message);
    });
  }
});
