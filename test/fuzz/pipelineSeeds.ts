import { allOperations } from '../../src/engine/operations/index.ts';
import { parsePipeline } from '../../src/engine/pipeline/parse.ts';
import type { Pipeline, PipelineLanguage } from '../../src/shared/pipeline.ts';

export interface PipelineSeed {
  readonly language: PipelineLanguage;
  readonly text: string;
}

/** A pipeline from its text, which must be free of errors. */
export function pipelineOf(text: string): Pipeline {
  const { pipeline, diagnostics } = parsePipeline(text, 'yaml');
  if (pipeline) return pipeline;
  throw new Error(diagnostics.map(({ message }) => message).join('\n'));
}

const whole = `# größe 画像 😀
version: 1
match: opencv # whose arithmetic
seed: 7
steps:
  - orient
  - resize: &size { width: 32, height: 24, fit: contain, fill: [114, 114, 114] }
  - resize: { <<: *size, width: 8 }
  - one_of:
      p: 0.5
      steps:
        - gaussian_blur: { kernel_size: 5, p: 0.2 }
        - some_of: { n: 1, steps: [flip, { rotate: { angle: -12.5, mode: train } }] }
  - convolve:
      kernel:
        - [0, -1, 0]
        - [-1, 5, -1]
        - [0, -1, 0]
  - "normalize": { mean: imagenet, std: 'imagenet', enabled: false }
output: { format: npy, layout: chw, dtype: float32 }
labels: { min_area: 4, min_visibility: 0.3, frame: stored }
exclude: [bad/*.jpg, 'train/cat (1).png']
`;

/** A pipeline with a bit of everything, and each example of each operation. */
export const pipelineSeeds: readonly PipelineSeed[] = [
  { language: 'yaml', text: whole },
  { language: 'yaml', text: whole.replaceAll('\n', '\r\n') },
  ...allOperations.flatMap(({ id, examples }) =>
    examples.map(({ parameters }, index): PipelineSeed => {
      const plain = { version: 1, steps: ['orient', { [id]: parameters }], output: { format: 'png' } };
      const step = `steps:\n  - orient\n  - ${id}: ${JSON.stringify(parameters)}\n`;
      return index % 2 === 0
        ? { language: 'yaml', text: step }
        : { language: 'json', text: JSON.stringify(plain, undefined, 2) };
    }),
  ),
];
