import assert from 'node:assert/strict';
import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import { pipelineTemplate } from '../../../src/host/pipelineTemplate.ts';
import { describeParsed } from '../../../src/host/stepSummary.ts';

describe('new pipeline', () => {
  it('is correct as it stands', () => {
    const { pipeline, diagnostics } = parsePipeline(pipelineTemplate, 'yaml');
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      pipeline?.steps.map(({ operation }) => operation),
      ['orient', 'resize'],
    );
  });

  it('is correct with every step that it offers', () => {
    const all = pipelineTemplate.replaceAll('# - ', '- ').replace('format: png', 'format: npy');
    const { pipeline, diagnostics } = parsePipeline(all, 'yaml');
    assert.deepEqual(diagnostics, []);
    assert.deepEqual(
      pipeline?.steps.map(({ operation }) => operation),
      ['orient', 'resize', 'grayscale', 'gaussian_blur', 'pool', 'normalize'],
    );
  });
});

describe('summary of a pipeline', () => {
  const summary = (text: string) => describeParsed(parsePipeline(text, 'yaml'));

  it('names its steps with what matters of them', () => {
    const text = `
steps:
  - orient
  - resize: { width: 224, height: 160, fit: contain }
  - pool: { kind: mean, size: [2, 3] }
  - gaussian_blur: { kernel_size: 5 }
  - flip: { enabled: false }
output: { format: npy }`;
    assert.equal(summary(text), 'orient → resize 224×160 contain → pool mean 3×2 → gaussian_blur 5×5 → NPY');
    assert.equal(summary('steps: []'), 'no steps → PNG');
  });

  it('is the first error where there is one', () => {
    assert.match(
      summary('steps:\n  - flop'),
      /^Error in line 2: There is no operation named flop\. Did you mean/,
    );
  });
});
