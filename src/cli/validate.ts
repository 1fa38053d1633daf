import type { Command } from 'commander';
import { printable } from '../shared/printable.ts';
import { exit, printJson, printLine, say } from './outcome.ts';
import { describeDiagnostic, plainDiagnostic, readPipeline } from './pipelineFile.ts';

interface ValidateOptions {
  readonly json?: true;
}

export function addValidate(program: Command): void {
  program
    .command('validate')
    .summary('check a pipeline file')
    .description('Checks a pipeline file and prints what is wrong as file:line:column: severity: message.')
    .argument('<pipeline>', 'a *.darkroom.yaml, *.darkroom.json or darkroom.yaml file')
    .option('--json', 'print the diagnostics as JSON')
    .addHelpText(
      'after',
      `
Exit status: 0 when it can be run, 2 when it has errors.

Examples:
  darkroom validate darkroom.yaml
  darkroom validate train.darkroom.yaml --json | jq '.diagnostics[].message'`,
    )
    .action(async (path: string, options: ValidateOptions) => {
      process.exitCode = await validate(path, options);
    });
}

async function validate(path: string, { json }: ValidateOptions): Promise<number> {
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
