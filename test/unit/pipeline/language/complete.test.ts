import assert from 'node:assert/strict';
import { allOperations } from '../../../../src/engine/operations/index.ts';
import { complete } from '../../../../src/engine/pipeline/language/complete.ts';
import { parsePipeline } from '../../../../src/engine/pipeline/parse.ts';
import type { PipelineLanguage } from '../../../../src/shared/pipeline.ts';
import { accepted, marked } from './marked.ts';

const labels = (text: string, language?: PipelineLanguage) =>
  complete(marked(text, language)).map(({ label }) => label);
const ids = allOperations.map(({ id }) => id);

/** The text after a completion was accepted with what its tab stops suggest. */
function after(text: string, label: string, language?: PipelineLanguage): string {
  const position = marked(text, language);
  const chosen = complete(position).find(completion => completion.label === label);
  assert.ok(chosen, `no ${label} at ${text}`);
  const before = position.text.slice(0, chosen.start);
  // As editors do: further lines are indented like the one they start in.
  const [indentation] = /[ \t]*/.exec(before.slice(before.lastIndexOf('\n') + 1))!;
  const inserted = accepted(chosen.insert).replaceAll('\n', `\n${indentation}`);
  return `${before}${inserted}${position.text.slice(chosen.end)}`;
}

describe('completion of operations', () => {
  it('offers every operation where a step can be, and no other place', () => {
    for (const text of [
      'steps:\n  - §',
      'steps:\n- §\n- orient\n',
      'steps:\n  - res§\n  - orient\n',
      'steps:\r\n  - orient\r\n  - §\r\noutput: { format: png }\r\n',
      'steps: [ § ]',
      'steps: [orient, §',
      'steps:\n  - one_of:\n      steps:\n        - §',
      '# ünïcode\nsteps:\n\t- §',
    ]) {
      assert.deepEqual(labels(text), ids, text);
    }
    for (const text of [
      '{ "steps": [ § ] }',
      '{ "steps": [ "§" ] }',
      '{"steps":[{"§"',
      '{"steps":["orient",§',
    ]) {
      assert.deepEqual(labels(text, 'json'), ids, text);
    }
    assert.deepEqual(labels('# steps: §'), []);
    assert.deepEqual(labels('steps: §'), []);
    assert.deepEqual(labels('other:\n  - §'), []);
    assert.deepEqual(labels('steps:\n  - resize: { width: 2 }\n    §'), []);
  });

  it('writes the dash where it is not there yet', () => {
    assert.equal(after('steps:\n  §', 'orient'), 'steps:\n  - orient');
    assert.equal(
      after('steps:\n  - orient\n  §\nseed: 1', 'grayscale'),
      'steps:\n  - orient\n  - grayscale\nseed: 1',
    );
  });

  it('inserts required parameters as tab stops', () => {
    const [resize] = complete(marked('steps:\n  - §')).filter(({ label }) => label === 'resize');
    assert.equal(resize!.insert, 'resize: { width: ${1:224}, height: ${2:224} }');
    assert.match(resize!.markdown, /Scales the image/);
    const [inJson] = complete(marked('{"steps":[§]}', 'json')).filter(({ label }) => label === 'resize');
    assert.equal(inJson!.insert, '{ "resize": { "width": ${1:224}, "height": ${2:224} } }');
  });

  it('inserts values of an example where the defaults change nothing, or are refused', () => {
    const insert = (id: string) =>
      complete(marked('steps:\n  - §')).find(({ label }) => label === id)?.insert;
    assert.equal(insert('hue'), 'hue: { degrees: ${1:120} }');
    assert.equal(insert('channels'), 'channels: { order: ${1|bgr,rgb,r,g,b,rgba|} }');
    assert.match(insert('pad')!, /^pad: \{ .*\$\{1:/);
    // It does, but not to photographs: there is nothing to write.
    assert.equal(insert('relu'), 'relu');
    assert.equal(insert('gaussian_blur'), 'gaussian_blur');
  });

  it('changes the name alone where the parameters are written', () => {
    const text = after('steps:\n  - resi§se: { width: 2, height: 2 }', 'resize');
    assert.equal(text, 'steps:\n  - resize: { width: 2, height: 2 }');
    const json = after('{"steps":[{"resi§se":{"width":2}}]}', 'resize', 'json');
    assert.equal(json, '{"steps":[{"resize":{"width":2}}]}');
  });

  it('inserts steps without errors, each operation in every style', () => {
    const texts = [
      ['yaml', 'steps:\n  - §'],
      ['yaml', 'steps: [ § ]'],
      ['json', '{ "steps": [ § ] }'],
      ['json', '{ "steps": [ {§} ] }'],
    ] as const;
    for (const id of ids) {
      for (const [language, text] of texts) {
        // What combines steps is offered with none inside.
        const written = after(text, id, language)
          .replace('"steps": []', '"steps": ["orient"]')
          .replace(/steps: \[\]/, 'steps: [orient]')
          .replace(/- $/, '- orient')
          .replace(/"steps": \[ *\]/, '');
        const { diagnostics } = parsePipeline(written, language);
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        assert.deepEqual(errors, [], written);
      }
    }
  });
});

describe('completion of parameters and values', () => {
  it('offers the parameters that are not written, required ones first', () => {
    const [first, second] = labels('steps:\n  - resize: { § }');
    assert.deepEqual([first, second], ['width', 'height']);
    for (const text of [
      'steps:\n  - resize: { width: 3, § }',
      'steps:\n  - resize: { width: 3, §\n  - orient',
      'steps:\n  - resize:\n      width: 3\n      §\n  - orient\n',
      'steps:\n  - resize:\n      §\n      width: 3\n',
    ]) {
      assert.equal(labels(text)[0], 'height', text);
      assert.ok(!labels(text).includes('width'), text);
      assert.ok(labels(text).includes('enabled'), text);
    }
    assert.equal(labels('{"steps":[{"resize":{"width":3,"h§"}}]}', 'json')[0], 'height');
  });

  it('writes braces or indentation that are not there yet', () => {
    assert.equal(after('steps:\n  - resize: §', 'width'), 'steps:\n  - resize: { width: 224 }');
    assert.equal(after('steps:\n  - resize:\n    §', 'width'), 'steps:\n  - resize:\n      width: 224');
  });

  it('puts a comma before what follows in JSON', () => {
    const text = after('{"steps":[{"resize":{ § "width": 3}}]}', 'height', 'json');
    assert.equal(text, '{"steps":[{"resize":{ "height": 224, "width": 3}}]}');
  });

  it('goes on with the values of a key that has a list of them', () => {
    const offers = complete(marked('steps:\n  - resize: { § }'));
    const fit = offers.find(({ label }) => label === 'fit')!;
    assert.deepEqual([fit.insert, fit.continues], ['fit: $0', true]);
    assert.equal(offers.find(({ label }) => label === 'width')!.continues, false);
  });

  it('offers choices, names of lists, booleans and defaults with their meaning', () => {
    const fits = complete(marked('steps:\n  - resize: { width: 3, fit: co§ }'));
    assert.deepEqual(
      fits.map(({ label }) => label),
      ['stretch', 'contain', 'cover', 'inside'],
    );
    assert.match(fits[1]!.markdown, /letterbox/);
    assert.deepEqual(fits[0]!.detail, 'default');
    assert.ok(labels('steps:\n  - normalize:\n      mean: §').includes('imagenet'));
    assert.deepEqual(labels('steps:\n  - resize: { antialias: § }'), ['true', 'false']);
    assert.deepEqual(labels('output: { quality: § }'), ['95']);
    assert.deepEqual(labels('steps:\n  - horizontal_flip: { mode: § }'), ['train']);
    assert.equal(after('{"output":{"format":§}}', 'npy', 'json'), '{"output":{"format":"npy"}}');
    assert.equal(after('{"output":{"format":"p§ng"}}', 'npy', 'json'), '{"output":{"format":"npy"}}');
  });

  it('offers the keys of the file, of its output and of its labels', () => {
    assert.deepEqual(labels('version: 1\n§'), ['steps', 'labels', 'exclude', 'output', 'match', 'seed']);
    assert.deepEqual(labels('ver§\nsteps: []'), ['labels', 'exclude', 'output', 'version', 'match', 'seed']);
    assert.deepEqual(labels('output: { format: png, § }'), ['quality', 'layout', 'dtype']);
    assert.deepEqual(labels('labels:\n  §'), ['min_area', 'min_visibility', 'frame']);
    assert.deepEqual(labels('match: §'), ['opencv', 'pillow']);
    assert.equal(after('steps: []\n§', 'exclude'), 'steps: []\nexclude:\n  - ');
    assert.equal(after('§', 'exclude', 'json'), '{ "exclude": [""] }');
    assert.equal(after('§', 'output', 'json'), '{ "output": {  } }');
  });

  it('takes any text, at any place', () => {
    const text =
      'a: &x {b: [1, "é\n- ?\t: |\n  <<: *x\n\r\n---\n}]"\'#\nsteps:\n - resize: {width: 1,,}\n   - -\n';
    for (const language of ['yaml', 'json'] as const) {
      for (let offset = 0; offset <= text.length; offset++) complete({ text, language, offset });
    }
    complete({ text: '['.repeat(100_000), language: 'json', offset: 50_000 });
    complete({ text: '- '.repeat(50_000), language: 'yaml', offset: 100_000 });
    complete({ text: '{a: '.repeat(20_000), language: 'yaml', offset: 40_000 });
  });
});
