import type { Command } from 'commander';

export interface ValidateOptions {
  readonly json?: true;
}

export function addValidate(program: Command): void {
  program
    .command('validate')
    .summary('check a pipeline file')
    .description(
      'Checks a pipeline file and the files that it names, and prints what is wrong as file:line:column: severity: message.',
    )
    .argument('<pipeline>', 'a *.darkroom.yaml, *.darkroom.json or darkroom.yaml file')
    .option('--json', 'print the diagnostics as JSON')
    .addHelpText(
      'after',
      `
Exit status: 0 when it can be run, 2 when it has errors or works on no image.

Examples:
  darkroom validate darkroom.yaml
  darkroom validate train.darkroom.yaml --json | jq '.diagnostics[].message'`,
    )
    .action(async (path: string, options: ValidateOptions) => {
      const { validate } = await import('../validate.ts');
      process.exitCode = await validate(path, options);
    });
}
