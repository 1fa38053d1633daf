import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { printPipeline } from '../../../src/engine/pipeline/print.ts';

const text = `version: 1
match: pillow
steps:
  - flip
  - gaussian_blur: { kernel_size: 3, match: opencv }
  - normalize: { mean: clip, std: 0.5, mode: train }
labels: { min_visibility: 0.3, frame: stored }
exclude:
  - bad/*.jpg
  - train/cat/0001.png
output: { format: npy, layout: chw }
`;

describe('printing a pipeline', () => {
  it('gives back the text a person would write', () => {
    const { pipeline, diagnostics } = parsePipeline(text, 'yaml');
    assert.deepEqual(diagnostics, []);
    assert.equal(printPipeline(pipeline!, 'yaml'), text);
  });

  it('names the list of excluded images', () => {
    const listed = 'version: 1\nsteps: []\nexclude: lists/bad.txt\noutput: { format: png }\n';
    assert.equal(printPipeline(parsePipeline(listed, 'yaml').pipeline!, 'yaml'), listed);
  });

  it('gives JSON that reads back as the same pipeline', () => {
    const { pipeline } = parsePipeline(text, 'yaml');
    const again = parsePipeline(printPipeline(pipeline!, 'json'), 'json').pipeline;
    const withoutPlaces = (steps = pipeline!.steps) =>
      steps.map(step => ({ ...step, place: undefined, name: undefined }));
    assert.deepEqual(withoutPlaces(again?.steps), withoutPlaces());
    assert.deepEqual(again?.labels, pipeline?.labels);
    assert.deepEqual(again?.exclude, pipeline?.exclude);
    assert.deepEqual(again?.output, pipeline?.output);
  });
});
