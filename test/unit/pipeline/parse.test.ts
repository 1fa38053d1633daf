import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { inFolder, type PipelineLanguage } from '../../../src/shared/pipeline.ts';

/** Each error as `line:column code "text under it"`. */
function errors(text: string, language: PipelineLanguage = 'yaml'): string[] {
  return parsePipeline(text, language)
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(
      ({ code, place }) => `${place.line}:${place.column} ${code} "${text.slice(place.start, place.end)}"`,
    );
}

function messages(text: string, language: PipelineLanguage = 'yaml'): string[] {
  return parsePipeline(text, language).diagnostics.map(({ message }) => message);
}

describe('parsing a pipeline', () => {
  it('resolves every value and fills in defaults', () => {
    const { pipeline, diagnostics } = parsePipeline(
      'version: 1\nseed: 42\nsteps:\n  - flip\n  - rescale: { offset: 2 }\noutput: { format: npy, layout: chw }\n',
      'yaml',
    );
    assert.deepEqual(diagnostics, []);
    assert.equal(pipeline?.seed, 42);
    assert.equal(pipeline.match, 'opencv');
    assert.deepEqual(
      pipeline.steps.map(({ operation, values, enabled, mode }) => ({ operation, values, enabled, mode })),
      [
        { operation: 'flip', values: { axis: 'horizontal' }, enabled: true, mode: 'always' },
        { operation: 'rescale', values: { scale: 1 / 255, offset: 2 }, enabled: true, mode: 'always' },
      ],
    );
    assert.deepEqual(pipeline.labels, { minArea: 0, minVisibility: 0, frame: 'displayed' });
    assert.deepEqual(pipeline.output, { format: 'npy', layout: 'chw', quality: 95 });
  });

  it('reads the same pipeline from JSON', () => {
    const yaml = parsePipeline('steps:\n  - flip: { axis: vertical, mode: train }\n', 'yaml');
    const json = parsePipeline(
      '{ "steps": [ { "flip": { "axis": "vertical", "mode": "train" } } ] }',
      'json',
    );
    const withoutPlaces = (parsed: typeof yaml) =>
      parsed.pipeline?.steps.map(step => ({ ...step, place: undefined, name: undefined }));
    assert.deepEqual(withoutPlaces(json), withoutPlaces(yaml));
    assert.equal(json.pipeline?.steps[0]?.values['axis'], 'vertical');
  });

  it('reads the rules for labels', () => {
    const text = 'steps: []\nlabels: { min_area: 16, min_visibility: 0.25, frame: stored }\n';
    const { pipeline } = parsePipeline(text, 'yaml');
    assert.deepEqual(pipeline?.labels, { minArea: 16, minVisibility: 0.25, frame: 'stored' });
    assert.deepEqual(errors('steps: []\nlabels: { frame: exif }\n'), ['2:18 out-of-range "exif"']);
    assert.deepEqual(errors('steps: []\nlabels: displayed\n'), ['2:9 wrong-type "displayed"']);
  });

  it('reads which images are excluded', () => {
    const exclusionOf = (text: string) => parsePipeline(`steps: []\n${text}\n`, 'yaml').pipeline?.exclude;
    const patterns = ['bad/*.jpg', 'a.png'];
    assert.deepEqual(exclusionOf('exclude: [bad/*.jpg, a.png]'), { patterns });
    assert.deepEqual(exclusionOf('exclude:\n  - bad/*.jpg\n  - a.png'), { patterns });
    assert.deepEqual(exclusionOf('exclude: excluded.txt'), { patterns: [], file: 'excluded.txt' });
    assert.equal(exclusionOf('exclude:'), undefined);
    assert.equal(exclusionOf('exclude: []'), undefined);
    const placed = inFolder(parsePipeline('steps: []\nexclude: [a.png]\n', 'yaml'), '/set').pipeline;
    assert.deepEqual(placed?.exclude, { patterns: ['a.png'], folder: '/set' });
    assert.deepEqual(errors('steps: []\nexclude: bad/*.jpg\n'), ['2:10 wrong-type "bad/*.jpg"']);
    assert.deepEqual(errors('steps: []\nexclude: { file: a.txt }\n'), ['2:10 wrong-type "{ file: a.txt }"']);
    assert.deepEqual(errors('steps: []\nexclude: [a.png, 7, ""]\n'), [
      '2:18 wrong-type "7"',
      '2:21 wrong-type """"',
    ]);
    assert.deepEqual(errors('steps: []\nexclude: ["!a.png"]\n'), ['2:11 out-of-range ""!a.png""']);
    const [twice] = parsePipeline('steps: []\nexclude: [a.png, a.png]\n', 'yaml').diagnostics;
    assert.deepEqual([twice?.severity, twice?.place.column], ['warning', 18]);
  });

  it('lets a step inherit match from the pipeline, and depart from it', () => {
    const text = 'match: pillow\nsteps:\n  - gaussian_blur\n  - gaussian_blur: { match: opencv }\n';
    const steps = parsePipeline(text, 'yaml').pipeline?.steps;
    assert.deepEqual(
      steps?.map(({ values }) => values['match']),
      ['pillow', 'opencv'],
    );
  });

  it('places a value of the wrong type at the value', () => {
    assert.deepEqual(errors('steps:\n  - rescale: { scale: "2" }\n'), ['2:23 wrong-type ""2""']);
    assert.deepEqual(messages('steps:\n  - rescale: { scale: "2" }\n'), [
      'Expected a number from -1e9 to 1e9 for rescale.scale but received the text "2". Did you mean 2?',
    ]);
  });

  it('places a number out of range inside a list at that number', () => {
    const text = 'steps:\n  - normalize: { std: [0.5, -1, 0.5] }\n';
    assert.deepEqual(errors(text), ['2:29 out-of-range "-1"']);
  });

  it('suggests the nearest names', () => {
    assert.deepEqual(errors('steps:\n  - Flipp\n'), ['2:5 unknown-operation "Flipp"']);
    assert.match(messages('steps:\n  - Flipp\n')[0]!, /Did you mean flip\?/);
    assert.match(messages('steps:\n  - GaussianBlur\n')[0]!, /Did you mean gaussian_blur\?/);
    assert.match(messages('steps:\n  - flip: { axes: vertical }\n')[0]!, /Did you mean axis\?/);
    assert.match(messages('steps:\n  - resize: { widht: 1, height: 1 }\n')[0]!, /Did you mean width\?/);
    assert.match(messages('steps:\n  - flip: { axis: vertcal }\n')[0]!, /Did you mean vertical\?/);
    const blur = (key: string) =>
      messages(`steps:\n  - gaussian_blur: { border_mode: reflect, ${key}: 1 }\n`)[0]!;
    assert.match(blur('enabld'), /Did you mean enabled\?/);
    assert.match(blur('MODE'), /it accepts kernel_size, .*, p, enabled, mode\. Did you mean mode\?/);
    // What is written already is not meant again, and one letter is none of another's.
    assert.doesNotMatch(blur('border_mod'), /Did you mean border_mode/);
    assert.doesNotMatch(messages('seed: 1\nsedd: 2\nsteps: []\n')[0]!, /Did you mean/);
    assert.doesNotMatch(blur('k'), /Did you mean/);
    assert.deepEqual(errors('step:\n  - flip\n'), ['1:1 unknown-key "step"', '1:1 missing-key "s"']);
  });

  it('suggests a number in quotes as it is read, and not what was written', () => {
    assert.match(messages('steps:\n  - rescale: { scale: 0b11 }\n')[0]!, /"0b11"\. Did you mean 3\?$/);
  });

  it('names the operation that does what no choice does', () => {
    const order = (value: string) => messages(`steps:\n  - channels: { order: ${value} }\n`)[0]!;
    assert.match(order('gray'), /"gray"\. There is an operation named grayscale\.$/);
    assert.match(order('grey'), /There is an operation named grayscale\.$/);
    assert.match(order('bgra'), /"bgra"\. Did you mean bgr\?$/);
  });

  it('shows parameters without a name under the one that takes them', () => {
    const shown = (step: string) => /such as (.*)\.$/.exec(messages(`steps:\n  - ${step}\n`)[0]!)?.[1];
    assert.equal(shown('one_of: [flip]'), '{ steps: […] }');
    assert.equal(shown('flip: vertical'), '{ axis: vertical }');
    assert.equal(shown('flip: up'), '{ name: value }');
  });

  it('warns of a section without anything in it', () => {
    const said = (text: string, language: 'yaml' | 'json' = 'yaml') =>
      parsePipeline(text, language).diagnostics.map(
        ({ severity, message, place }) => `${place.line}:${place.column} ${severity} ${message}`,
      );
    assert.deepEqual(said('steps: []\noutput:\n'), [
      '2:1 warning output is empty and has no effect; it takes format, quality, layout, dtype, such as { format: npy, layout: chw }.',
    ]);
    assert.match(said('steps: []\nlabels:\n').join(), /^2:1 warning labels is empty/);
    assert.match(said('steps: []\nexclude:\n').join(), /^2:1 warning exclude is empty/);
    assert.match(said('{"steps":[],"output":null}', 'json').join(), /^1:13 warning output is empty/);
    assert.deepEqual(said('steps: []\noutput: {}\nlabels: {}\nexclude: []\n'), []);
  });

  it('asks for a name where a key or a step has none', () => {
    const [list, map, nothing] = ['a list', 'a map', 'nothing'].map(
      found => `Expected a name before the colon, as in name: value, but found ${found}.`,
    );
    assert.deepEqual(messages('? [a]\n: 1\nsteps: []\n'), [list]);
    assert.deepEqual(messages('steps:\n  - ? [flip]\n    : {}\n'), [list]);
    assert.deepEqual(messages('seed: {{ seed }}\nsteps: []\n'), [map]);
    assert.deepEqual(messages('? \n: 1\nsteps: []\n'), [nothing]);
    assert.deepEqual(messages('steps:\n  - "": { p: 1 }\n'), [nothing]);
    assert.deepEqual(messages('{"steps":[],"":1}', 'json'), [nothing]);
    assert.match(messages('steps:\n  - ""\n').join(), /^Expected an operation: its name/);
  });

  it('names a parameter that must be written', () => {
    assert.deepEqual(errors('steps:\n  - resize: { width: 3 }\n'), ['2:5 missing-parameter "resize"']);
    assert.match(
      messages('steps:\n  - resize: { width: 3 }\n')[0]!,
      /resize needs height: a whole number from 1 to 65535 px/,
    );
  });

  it('explains parameters that lost their indentation', () => {
    const text = 'steps:\n  - rescale:\n    scale: 2\n';
    assert.deepEqual(errors(text), ['3:5 several-operations "scale"']);
    assert.match(messages(text)[0]!, /indent it further/);
    assert.match(messages('flip:\nsteps: []\n')[0]!, /put it in the list of steps/);
  });

  it('refuses a key written twice', () => {
    assert.deepEqual(errors('seed: 1\nseed: 2\nsteps: []\n'), ['2:1 duplicate-key "seed"']);
    assert.deepEqual(errors('{"seed":1,"seed":2,"steps":[]}', 'json'), ['1:11 duplicate-key ""seed""']);
  });

  it('warns about output keys without effect, and still gives the pipeline', () => {
    const { pipeline, diagnostics } = parsePipeline(
      'steps: []\noutput: { format: png, layout: chw }\n',
      'yaml',
    );
    assert.equal(pipeline?.output.format, 'png');
    assert.deepEqual(
      diagnostics.map(({ severity, code }) => [severity, code]),
      [['warning', 'no-effect']],
    );
  });

  it('reports broken text at its place', () => {
    assert.match(errors('steps:\n  - flip: { axis: [ }\n')[0]!, /^2:/);
    assert.match(errors('{ "steps": [ "flip", }', 'json')[0]!, /^1:2\d syntax/);
    assert.deepEqual(errors('', 'json'), ['1:1 empty ""']);
    assert.deepEqual(
      errors('# nothing yet\n').map(error => error.split(' ')[1]),
      ['empty'],
    );
    assert.deepEqual(errors('- flip\n'), ['1:1 wrong-type "- flip\n"']);
  });

  it('follows anchors and merges', () => {
    const text = 'steps:\n  - rescale: &a { scale: 2, offset: 1 }\n  - rescale: { <<: *a, offset: 3 }\n';
    const { pipeline, diagnostics } = parsePipeline(text, 'yaml');
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(pipeline?.steps[1]?.values, { scale: 2, offset: 3 });
  });

  it('counts columns the same with CRLF and beyond ASCII', () => {
    assert.deepEqual(errors('# größe\r\nsteps:\r\n  - flipp\r\n'), ['3:5 unknown-operation "flipp"']);
  });

  it('survives documents made to exhaust it', () => {
    const laughs = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh', 'hi']) {
      laughs.push(`${to}: &${to} [${Array(9).fill(`*${from}`).join(',')}]`);
    }
    assert.ok(errors(`${laughs.join('\n')}\nsteps: []\n`).length > 0);
    assert.ok(errors('['.repeat(100_000)).length > 0);
    assert.ok(errors('['.repeat(100_000), 'json').length > 0);
    assert.ok(errors('a: &a [*a]\nsteps: *a\n').length > 0);
    assert.ok(errors('__proto__: 1\nsteps: [constructor, toString]\n').length === 3);
  });
});
