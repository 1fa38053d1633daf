import type { Command } from 'commander';

export interface OperationsOptions {
  readonly json?: true;
}

export function addOperations(program: Command): void {
  program
    .command('operations')
    .summary('what can be done to images')
    .description(
      'Lists every operation, or tells all about one: its parameters, ranges, defaults and examples.',
    )
    .argument('[name]', 'an operation')
    .option('--json', 'print the catalogue as JSON')
    .addHelpText(
      'after',
      `
Examples:
  darkroom operations
  darkroom operations resize
  darkroom operations --json | jq '.[].id'`,
    )
    .action(async (name: string | undefined, options: OperationsOptions) => {
      const { tellOperations } = await import('../operations.ts');
      tellOperations(name, options);
    });
}
