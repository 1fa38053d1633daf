import type { ParsedPipeline, Pipeline } from '../shared/pipeline.ts';

/** What a pipeline does, in one line: `orient → resize 224×224 contain → normalize → NPY`. */
function summarizePipeline({ steps, output }: Pipeline): string {
  const enabled = steps.filter(step => step.enabled);
  const words = enabled.map(({ operation, values }) => {
    const { width, height, fit, kernel_size: kernelSize, kind, size } = values;
    const details: string[] = [];
    if (typeof kind === 'string') details.push(kind);
    if (typeof width === 'number' && typeof height === 'number') details.push(`${width}×${height}`);
    if (typeof fit === 'string') details.push(fit);
    if (Array.isArray(size)) details.push((size as readonly number[]).toReversed().join('×'));
    if (typeof kernelSize === 'number') details.push(`${kernelSize}×${kernelSize}`);
    return [operation, ...details].join(' ');
  });
  return [...(words.length === 0 ? ['no steps'] : words), output.format.toUpperCase()].join(' → ');
}

/** The summary, or the first error with its place. */
export function describeParsed({ pipeline, diagnostics }: ParsedPipeline): string {
  if (pipeline) return summarizePipeline(pipeline);
  const error = diagnostics.find(({ severity }) => severity === 'error');
  if (!error) return 'The file cannot be read.';
  return `Error in line ${error.place.line}: ${error.message}`;
}
