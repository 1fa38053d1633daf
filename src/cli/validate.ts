import type { ValidateOptions } from './commands/validate.ts';
import { unreadableFiles } from '../dataset/namedFiles.ts';
import { printable } from '../shared/printable.ts';
import { exit, say } from './outcome.ts';
import { printJson, printLine } from './standardStreams.ts';
import { describeProblems } from './problems.ts';
import { describeDiagnostic, plainDiagnostic, readPipeline } from './pipelineFile.ts';

/** @returns the exit status */
export async function validate(path: string, { json }: ValidateOptions): Promise<number> {
  const { pipeline, diagnostics } = await readPipeline(path);
  const problems = pipeline ? await unreadableFiles(pipeline) : [];
  const works = diagnostics.every(({ code }) => code !== 'cannot-work');
  const valid = pipeline !== undefined && works && problems.length === 0;
  if (json) {
    printJson({
      file: path,
      valid,
      diagnostics: diagnostics.map(plainDiagnostic),
      ...(problems.length > 0 && { problems }),
    });
  } else {
    for (const diagnostic of diagnostics) printLine(describeDiagnostic(path, diagnostic));
    if (problems.length > 0) say(describeProblems(problems));
  }
  if (!works) say(`${printable(path)} cannot be run: it works on no image.`);
  if (!valid) return exit.wrongArguments;
  const steps = pipeline.steps.map(({ operation }) => operation).join(', ');
  say(
    `${printable(path)} can be run: ${steps === '' ? 'no steps' : steps}; writes ${pipeline.output.format}.`,
  );
  return exit.done;
}
