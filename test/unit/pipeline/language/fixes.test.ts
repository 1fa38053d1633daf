import assert from 'node:assert/strict';
import { checkPipeline } from '../../../../src/engine/pipeline/check.ts';
import { editPipeline } from '../../../../src/engine/pipeline/edit/index.ts';
import { applyTextEdits } from '../../../../src/engine/pipeline/edit/lines.ts';
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
  const found = fixes({ text, language, start: 0, end: text.length }, checked);
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
  });

  it('indent what stands too far out, and without tabs', () => {
    mends(
      'steps:\n  - resize:\n    width: 3\n    height: 3\n  - orient\n',
      'steps:\n  - resize:\n      width: 3\n      height: 3\n  - orient\n',
    );
    mends('steps:\n  - orient:\n    grayscale:\n', 'steps:\n  - orient:\n  - grayscale:\n');
    mends('steps:\n\t- orient\n', 'steps:\n  - orient\n');
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
