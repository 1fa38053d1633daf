import { parsePipeline } from '../../../src/engine/pipeline/parse.ts';
import type { Pipeline } from '../../../src/shared/pipeline.ts';

/** A pipeline from its text, which must be free of errors. */
export function pipeline(text: string): Pipeline {
  const { pipeline, diagnostics } = parsePipeline(text, 'yaml');
  if (pipeline) return pipeline;
  throw new Error(diagnostics.map(({ message }) => message).join('\n'));
}

export const quick = pipeline(
  'steps: [flip, { gaussian_blur: { kernel_size: 3 } }]\noutput: { format: npy }\n',
);

/** Takes seconds for each megapixel. */
export const slow = pipeline(
  `steps:\n${'  - gaussian_blur: { kernel_size: 301, sigma: 50 }\n'.repeat(20)}output: { format: npy }\n`,
);
