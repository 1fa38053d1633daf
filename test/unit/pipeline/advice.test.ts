import assert from 'node:assert/strict';
import { checkPipeline } from '../../../src/engine/pipeline/check.ts';
import type { Shape } from '../../../src/shared/shape.ts';

const photograph: Shape = { width: 4000, height: 3000, channels: 3, dtype: 'uint8', orientation: 1 };

/** `line:column severity code` of everything that is said. */
function advice(text: string, sample?: Partial<Shape> & { path?: string }): readonly string[] {
  const { path = 'images/a.jpg', ...shape } = sample ?? {};
  const known = sample && { shape: { ...photograph, ...shape }, path };
  const { pipeline, diagnostics } = checkPipeline(text, 'yaml', known);
  assert.ok(pipeline, JSON.stringify(diagnostics));
  return diagnostics.map(({ place, severity, code }) => `${place.line}:${place.column} ${severity} ${code}`);
}

const steps = (...lines: string[]) => `steps:\n${lines.map(line => `  - ${line}\n`).join('')}`;
const npy = 'output: { format: npy }\n';

describe('advice', () => {
  it('has nothing to say of a pipeline as it should be', () => {
    const text = steps('orient', 'resize: { width: 224, height: 224 }', 'horizontal_flip', 'normalize') + npy;
    assert.deepEqual(advice(text), []);
    assert.deepEqual(advice(steps('gaussian_blur')), []);
    assert.deepEqual(advice('steps: []\n'), []);
  });

  it('warns of an order that hurts', () => {
    const size = '{ width: 224, height: 224 }';
    assert.deepEqual(advice(steps('normalize', `resize: ${size}`) + npy), [
      '3:5 warning resize-after-normalize',
    ]);
    assert.deepEqual(advice(steps(`resize: ${size}`, 'normalize', 'gaussian_blur') + npy), [
      '4:5 information blur-after-normalize',
    ]);
    assert.deepEqual(advice(steps(`resize: ${size}`, 'normalize', 'color_jitter') + npy), [
      '4:5 warning augmentation-after-normalize',
    ]);
    // A mirror image is as good after normalizing.
    assert.deepEqual(advice(steps(`resize: ${size}`, 'normalize', 'horizontal_flip') + npy), []);
  });

  it('names the step that can work on no image', () => {
    assert.deepEqual(advice(steps('grayscale', 'normalize') + npy), ['3:5 warning cannot-work']);
    assert.deepEqual(advice(steps('flatten', 'gamma: { gamma: 2 }') + npy), ['3:5 warning cannot-work']);
    const { diagnostics } = checkPipeline(steps('flatten', 'flip') + npy, 'yaml');
    assert.match(diagnostics[0]!.message, /vector/);
    // On 3 channels it cannot, on 1 it can.
    assert.deepEqual(
      advice(steps('resize: { width: 9, height: 9 }', 'normalize: { mean: [0.5], std: [0.5] }') + npy),
      [],
    );
  });

  it('does not say so of a step that works on some images, whatever their size or the draws', () => {
    assert.deepEqual(advice(steps('crop: { x: 9, y: 9, width: 5000, height: 5000 }')), []);
    const dense = 'dense: { units: 1, weights: [[1, 2, 3]] }';
    assert.deepEqual(advice(steps(dense) + npy), []);
    assert.deepEqual(advice(steps('resize: { width: 2, height: 2 }', dense) + npy), [
      '3:5 warning cannot-work',
    ]);
    for (let seed = 0; seed < 9; seed++) {
      const drawn = steps('one_of: { steps: [grayscale, flip], p: 1 }', 'normalize');
      assert.ok(!advice(`seed: ${seed}\n${drawn}${npy}`).join().includes('cannot-work'));
    }
  });

  it('says why a step does not work on the sample', () => {
    const text = steps('crop: { x: 0, y: 0, width: 5000, height: 10 }');
    assert.deepEqual(advice(text, { width: 4999 }), ['2:5 warning cannot-work']);
    assert.deepEqual(advice(text, { width: 5000 }), []);
  });

  it('says it at the step inside another, and at what stands for it where it is written elsewhere', () => {
    const inner = 'crop: { x: 0, y: 0, width: 5000, height: 10 }';
    const text = steps('one_of:', '    p: 1', '    steps:').replaceAll('  -     ', '      ');
    const nested = `${text}        - sequence:\n            steps: [flip, ${inner}]\n`;
    assert.deepEqual(advice(nested, { width: 4999 }), ['6:27 warning cannot-work']);
    const { diagnostics } = checkPipeline(nested, 'yaml', {
      shape: { ...photograph, width: 4999 },
      path: 'a.jpg',
    });
    assert.match(diagnostics[0]!.message, /^This step does not work on the sample\. [^S]/);
    const shared = `steps:\n  - one_of: &some\n      p: 0\n      steps: [${inner}, flip]\n  - sequence:\n      <<: *some\n      p: 1\n`;
    assert.deepEqual(
      advice(shared, { width: 4999 }).filter(each => each.includes('cannot-work')),
      ['5:5 warning cannot-work'],
    );
  });

  it('finds steps without effect by trying them', () => {
    for (const step of [
      'rotate: { angle: 0 }',
      'rotate90: { turns: 0 }',
      'gamma',
      'brightness_contrast',
      'gaussian_blur: { kernel_size: 1 }',
      'posterize: { bits: 8 }',
      'relu',
      'horizontal_flip: { p: 0 }',
    ]) {
      assert.deepEqual(advice(steps(step)), ['2:5 warning no-effect'], step);
    }
    assert.deepEqual(advice(steps('flip', 'flip')), ['3:5 warning no-effect']);
    assert.deepEqual(advice(steps('flip', 'rotate90')), []);
    assert.deepEqual(advice(steps('resize: { width: 9, height: 9 }', 'normalize', 'relu') + npy), []);
  });

  it('warns of values that the output loses', () => {
    const resize = 'resize: { width: 224, height: 224 }';
    assert.deepEqual(advice(steps(resize, 'normalize')), ['3:5 warning format-cannot-hold']);
    assert.deepEqual(advice(steps(resize, 'normalize') + 'output: { format: npy, dtype: uint8 }\n'), [
      '3:5 warning eight-bit-loss',
    ]);
    assert.deepEqual(advice(steps(resize, 'normalize', 'convert: { dtype: uint8 }')), [
      '4:5 warning eight-bit-loss',
    ]);
    // Nothing is lost on the way there and back, which is of no use either.
    assert.deepEqual(advice(steps(resize, 'rescale', 'convert: { dtype: uint8 }')), [
      '4:5 warning no-effect',
    ]);
    assert.deepEqual(advice(steps(resize, 'flatten')), ['3:5 warning format-cannot-hold']);
  });

  it('notes when images leave with different sizes', () => {
    assert.deepEqual(advice(steps('resize_longest: { size: 224 }', 'normalize') + npy), [
      '3:5 information varying-shapes',
    ]);
    assert.deepEqual(
      advice(steps('resize_longest: { size: 224 }', 'pad: { width: 224, height: 224 }', 'normalize') + npy),
      [],
    );
  });

  it('warns when the sample lies on its side', () => {
    const resize = 'resize: { width: 224, height: 224, antialias: true }';
    assert.deepEqual(advice(steps(resize), { orientation: 6 }), ['2:5 warning missing-orient']);
    assert.deepEqual(advice(steps('orient', resize), { orientation: 6 }), []);
    assert.deepEqual(advice(steps(resize, 'orient')), ['3:5 warning late-orient']);
  });

  it('notes shrinking that leaves pixels out, and mixed libraries', () => {
    const resize = (more: string) => steps(`resize: { width: 224, height: 224${more} }`);
    assert.deepEqual(advice(resize(''), {}), ['2:5 information aliasing']);
    assert.deepEqual(advice(resize(', antialias: true'), {}), []);
    assert.deepEqual(advice(resize(', interpolation: area'), {}), []);
    assert.deepEqual(advice(resize(''), { width: 300, height: 300 }), []);
    assert.deepEqual(advice(resize(', match: pillow')), ['2:5 information mixed-match']);
    assert.deepEqual(advice(`match: pillow\n${resize('')}`, {}), []);
  });

  it('warns of mirrored letters and digits', () => {
    assert.deepEqual(advice(steps('horizontal_flip'), { path: 'data/svhn/train/1.png' }), [
      '2:5 warning mirrored-text',
    ]);
    assert.deepEqual(advice(steps('horizontal_flip'), { path: 'context/1.png' }), []);
    const mnist = ['resize: { width: 28, height: 28 }', 'flip', 'normalize: { mean: mnist, std: mnist }'];
    assert.deepEqual(advice(steps(...mnist) + npy), ['3:5 warning mirrored-text']);
  });

  it('warns of the mean of one set with the std of another', () => {
    const normalize = (values: string) =>
      steps('resize: { width: 9, height: 9 }', `normalize: { ${values} }`) + npy;
    // A std that is not written is ImageNet's.
    assert.deepEqual(advice(normalize('mean: clip')), ['3:5 warning mixed-sets']);
    assert.deepEqual(advice(normalize('mean: clip, std: clip')), []);
    assert.deepEqual(advice(normalize('mean: 0.4, std: imagenet')), []);
  });

  it('leaves disabled steps alone', () => {
    assert.deepEqual(advice(steps('flip: { enabled: false }', 'rotate: { angle: 0, enabled: false }')), []);
  });
});
