import assert from 'node:assert/strict';
import { checkPipeline } from '../../../../src/engine/pipeline/check.ts';
import { editPipeline } from '../../../../src/engine/pipeline/edit/index.ts';
import { applyTextEdits } from '../../../../src/shared/edit.ts';
import { fixes } from '../../../../src/engine/pipeline/language/fixes/index.ts';
import type { KnownImage } from '../../../../src/shared/language.ts';
import type { PipelineLanguage } from '../../../../src/shared/pipeline.ts';

const turned: KnownImage = {
  path: 'cat.jpg',
  shape: { width: 640, height: 480, channels: 3, dtype: 'uint8', orientation: 6 },
};

/** Every fix of a text: its title, and the text it leaves. */
function fixed(text: string, language: PipelineLanguage = 'yaml', sample?: KnownImage) {
  const checked = checkPipeline(text, language, sample);
  const range = { text, language, start: 0, end: text.length, ...(sample && { sample }) };
  const found = fixes(range, checked);
  const after = found.fixes.map(({ title, change, preferred }) => {
    const edits = 'kind' in change ? editPipeline(text, language, change) : change;
    return { title, preferred, text: applyTextEdits(text, edits) };
  });
  return { after, all: applyTextEdits(text, found.all) };
}

/** The obvious fix leaves this text, which has no findings of the kind. */
function mends(text: string, wanted: string, language: PipelineLanguage = 'yaml', sample?: KnownImage) {
  const { after } = fixed(text, language, sample);
  assert.equal(after.find(({ preferred }) => preferred)?.text, wanted);
}

const steps = (...lines: readonly string[]) => `steps:\n${lines.map(line => `  - ${line}\n`).join('')}`;

describe('fixes', () => {
  it('take the nearest name', () => {
    mends(steps('gausian_blur'), steps('gaussian_blur'));
    mends(steps('resize: { widht: 3, height: 3 }'), steps('resize: { width: 3, height: 3 }'));
    mends(
      '{"steps":[{"resize":{"width":3,"height":3,"fit":"covr"}}]}',
      '{"steps":[{"resize":{"width":3,"height":3,"fit":"cover"}}]}',
      'json',
    );
    mends("steps:\n- 'orent'\n", "steps:\n- 'orient'\n");
    mends('step:\n- orient\n', 'steps:\n- orient\n');
  });

  it('take the nearest value in range, and numbers out of quotes', () => {
    mends(steps('gaussian_blur: { kernel_size: 4 }'), steps('gaussian_blur: { kernel_size: 5 }'));
    mends(steps('resize: { width: "3", height: 3 }'), steps('resize: { width: 3, height: 3 }'));
    mends(
      '{"steps":["orient"],"output":{"format":"jpeg","quality":300}}',
      '{"steps":["orient"],"output":{"format":"jpeg","quality":100}}',
      'json',
    );
  });

  it('write what a line of YAML lacks', () => {
    mends('steps:\n  - orient\n  -grayscale\n', steps('orient', 'grayscale'));
    mends('version: 1\nsteps\n  - orient\n', 'version: 1\nsteps:\n  - orient\n');
    mends(steps('resize { width: 3, height: 3 }'), steps('resize: { width: 3, height: 3 }'));
    mends(steps('resize: { width: 3 height: 3 }'), steps('resize: { width: 3, height: 3 }'));
    mends(steps('resize: { width:3, height: 3 }'), steps('resize: { width: 3, height: 3 }'));
    mends(
      'steps:\n  - resize:\n      width:3\n      height: 3\n',
      'steps:\n  - resize:\n      width: 3\n      height: 3\n',
    );
    assert.deepEqual(fixed('version: 1\n"steps"\n  - orient\n').after, []);
  });

  it('indent an item like those above it, with what belongs to it', () => {
    const blur = ['- gaussian_blur:', '    kernel_size: 3'];
    const text = (indent: string) =>
      `steps:\n  - orient\n${blur.map(line => `${indent}${line}\n`).join('')}seed: 1\n`;
    mends(text(''), text('  '));
    mends(text(' '), text('  '));
  });

  it('add what is missing', () => {
    const wanted = 'resize: { width: 224, height: 224 }';
    mends(steps('resize'), steps(wanted));
    mends(steps('resize:'), steps(wanted));
    mends(steps('resize: { height: 3 }'), steps('resize: { width: 224, height: 3 }'));
    mends(
      'steps:\n  - resize:\n      height: 3\n',
      'steps:\n  - resize:\n      width: 224\n      height: 3\n',
    );
    mends('{"steps":["resize"]}', '{"steps":[{ "resize": { "width": 224, "height": 224 } }]}', 'json');
    mends('version: 1\n', 'version: 1\nsteps:\n  - orient\n');
  });

  it('take out what is written twice or has no effect', () => {
    const removed = (text: string, wanted: string) => {
      assert.deepEqual(
        fixed(text)
          .after.map(({ text }) => text)
          .filter(text => text === wanted),
        [wanted],
      );
    };
    removed('seed: 1\nseed: 2 # two\nsteps: [orient]\n', 'seed: 1\nsteps: [orient]\n');
    removed(
      'steps: [orient]\noutput: { format: png, quality: 3 }\n',
      'steps: [orient]\noutput: { format: png }\n',
    );
    removed(steps('orient', 'pad: { width: 1, oops: 3 }'), steps('orient', 'pad: { width: 1 }'));
    mends(steps('orient', 'rotate: { angle: 0 }'), steps('orient'));
  });

  it('move a step before normalize, and orient first', () => {
    const normalize = 'normalize: { mean: imagenet, std: imagenet }';
    const resize = 'resize: { width: 600, height: 450 }';
    const output = 'output: { format: npy }\n';
    mends(steps('orient', normalize, resize) + output, steps('orient', resize, normalize) + output);
    mends(steps('grayscale'), steps('orient', 'grayscale'), 'yaml', turned);
    mends(steps(resize, 'orient'), steps('orient', resize), 'yaml', turned);
  });

  it('follow the pipeline’s library', () => {
    mends(steps('resize: { width: 8, height: 8, match: pillow }'), steps('resize: { width: 8, height: 8 }'));
  });

  it('choose a format that holds what comes out', () => {
    const normalize = steps('normalize: { mean: imagenet, std: imagenet }');
    mends(normalize, `${normalize}output: { format: npy }\n`);
    mends(`${normalize}output:\n  format: png\n`, `${normalize}output:\n  format: npy\n`);
    mends(`${normalize}...\n# as before\n`, `${normalize}output: { format: npy }\n...\n# as before\n`);
  });

  it('indent what stands too far out, and without tabs', () => {
    mends(
      'steps:\n  - resize:\n    width: 3\n    height: 3\n  - orient\n',
      'steps:\n  - resize:\n      width: 3\n      height: 3\n  - orient\n',
    );
    mends('steps:\n  - orient:\n    grayscale:\n', 'steps:\n  - orient:\n  - grayscale:\n');
    mends('steps:\n\t- orient\n', 'steps:\n  - orient\n');
  });

  /** Titles of the fixes of one kind of finding; each makes it go away and brings nothing new. */
  function mending(code: string, text: string, sample?: KnownImage, language: PipelineLanguage = 'yaml') {
    const checked = checkPipeline(text, language, sample);
    const { place } = checked.diagnostics.find(each => each.code === code)!;
    const range = { text, language, start: place.start, end: place.end, ...(sample && { sample }) };
    const found = fixes(range, checked).fixes.filter(fix => fix.code === code);
    for (const { title, change } of found) {
      const edits = 'kind' in change ? editPipeline(text, language, change) : change;
      const after = checkPipeline(applyTextEdits(text, edits), language, sample).diagnostics;
      const codes = checked.diagnostics.map(each => each.code);
      assert.ok(!after.some(each => each.code === code), title);
      assert.deepEqual(
        after.map(each => each.code).filter(each => !codes.includes(each)),
        [],
        title,
      );
    }
    return found.map(({ title }) => title);
  }

  const npy = 'output: { format: npy }\n';

  it('give all images one size, in the way that suits the step before', () => {
    const longest = steps('resize_longest: { size: 320 }', 'normalize') + npy;
    assert.equal(mending('varying-shapes', longest)[0], 'Add pad to 320×320');
    mends(
      longest,
      steps('resize_longest: { size: 320 }', 'pad: { width: 320, height: 320 }', 'normalize') + npy,
    );
    const shortest = steps('resize_shortest: { size: 256 }', 'normalize') + npy;
    assert.equal(mending('varying-shapes', shortest)[0], 'Add center crop to 256×256');
    assert.deepEqual(mending('varying-shapes', steps('normalize') + npy).slice(0, 1), [
      'Add resize to 224×224',
    ]);
    const json = '{ "steps": ["normalize"], "output": { "format": "npy" } }';
    assert.ok(mending('varying-shapes', json, undefined, 'json').length > 0);
    // Shrinking the sample this much wants antialias.
    mends(
      steps('normalize') + npy,
      steps('resize: { width: 224, height: 224, antialias: true }', 'normalize') + npy,
      'yaml',
      { path: 'a.png', shape: { ...turned.shape, orientation: 1 } },
    );
  });

  it('make a step work: elsewhere, with other values, or on what is made to fit it', () => {
    const upright: KnownImage = { path: 'a.png', shape: { ...turned.shape, orientation: 1 } };
    const first = (text: string, sample?: KnownImage) => mending('cannot-work', text, sample)[0];
    assert.equal(first(steps('flatten', 'flip') + npy), 'Move flip before flatten');
    assert.equal(
      first(steps('resize: { width: 9, height: 9 }', 'grayscale', 'normalize') + npy),
      'Set channels: 3 of grayscale',
    );
    assert.equal(first(steps('center_crop: { width: 900, height: 9 }'), upright), 'Set pad_if_needed: true');
    assert.equal(
      first(steps('crop: { x: 600, y: 0, width: 100, height: 10 }'), upright),
      'Add pad to 700×10 before it',
    );
    assert.equal(
      first(steps('resize: { width: 9, height: 9 }', 'normalize', 'clahe') + npy, upright),
      'Move clahe before normalize',
    );
    assert.equal(
      first(steps('resize: { width: 9, height: 9 }', 'convert: { dtype: float32 }', 'clahe') + npy, upright),
      'Move clahe before convert',
    );
    const inside = steps(
      'sequence: { p: 1, steps: [{ crop: { x: 600, y: 0, width: 100, height: 10 } }, invert] }',
    );
    assert.equal(mending('cannot-work', inside, upright)[0], 'Add pad to 700×10 before sequence');
    const text = steps('sequence: { p: 1, steps: [flatten, flip] }');
    assert.deepEqual(mending('cannot-work', text + npy, upright), ['Remove flip', 'Disable flip']);
  });

  it('keep what a step would lose', () => {
    const resize = 'resize: { width: 224, height: 224 }';
    const text = steps(resize, 'normalize', 'convert: { dtype: uint8 }');
    assert.deepEqual(mending('eight-bit-loss', text), ['Remove convert, and set output format to npy']);
    mends(text, steps(resize, 'normalize') + npy);
    assert.deepEqual(mending('eight-bit-loss', text + npy).slice(0, 1), ['Remove convert']);
  });

  it('take out a border mode that is of no effect', () => {
    const text = (more: string) =>
      steps(
        'resize: { width: 9, height: 9 }',
        `convolve: { kernel: [[1, 2], [0, 1]], padding: valid${more} }`,
      ) + npy;
    mends(text(', border_mode: wrap'), text(''));
    assert.deepEqual(mending('no-effect', text(', border_mode: wrap')), ['Remove it']);
  });

  it('do all that can mean one thing only, and no more', () => {
    const text = steps('gausian_blur: { sigma: "2", kernel_size: 4 }', 'orientt');
    const { all } = fixed(text);
    assert.equal(all, steps('gaussian_blur: { sigma: "2", kernel_size: 4 }', 'orient'));
    assert.equal(fixed(all).all, steps('gaussian_blur: { sigma: 2, kernel_size: 4 }', 'orient'));
  });

  it('are only those of the range', () => {
    const text = steps('orientt', 'invertt');
    const { fixes: found } = fixes(
      { text, language: 'yaml', start: 30, end: 30 },
      checkPipeline(text, 'yaml'),
    );
    assert.deepEqual(
      found.map(({ title }) => title),
      ['Change to invert'],
    );
  });
});
