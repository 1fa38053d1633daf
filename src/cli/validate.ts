import type { ValidateOptions } from './commands/validate.ts';
import { printable } from '../shared/printable.ts';
import { exit, say } from './outcome.ts';
import { printJson, printLine } from './standardStreams.ts';
import { describeDiagnostic, plainDiagnostic, readPipeline } from './pipelineFile.ts';

/** @returns the exit status */
export async function validate(path: string, { json }: ValidateOptions): Promise<number> {
  const { pipeline, diagnostics } = await readPipeline(path);
  if (json) {
    printJson({ file: path, valid: pipeline !== undefined, diagnostics: diagnostics.map(plainDiagnostic) });
  } else {
    for (const diagnostic of diagnostics) printLine(describeDiagnostic(path, diagnostic));
  }
  if (!pipeline) return exit.wrongArguments;
  const steps = pipeline.steps.map(({ operation }) => operation).join(', ');
  say(
    `${printable(path)} can be run: ${steps === '' ? 'no steps' : steps}; writes ${pipeline.output.format}.`,
  );
  return exit.done;
}
