#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { DarkroomError, toProblem } from '../shared/errors.ts';
import { printable } from '../shared/printable.ts';
import { collectWhenGrown, CrashError, setUpV8, StartError } from '../worker/client.ts';
import { addCheck } from './commands/check.ts';
import { addOperations } from './commands/operations.ts';
import { exit, say } from './outcome.ts';
import { describeProblem } from './problems.ts';
import { outliveStreams, print } from './standardStreams.ts';
import { addRun } from './commands/run.ts';
import { addStats } from './commands/stats.ts';
import { addValidate } from './commands/validate.ts';

/** What the command loads that is given, in bytes. */
const loadedLater = 4 * 2 ** 20;

setUpV8();
collectWhenGrown(loadedLater);
outliveStreams();

/** Entry of the command line: the same engine as in the editor, without one. */
const program = new Command('darkroom')
  .description(
    'Develops image datasets: what a pipeline file shows in the editor is what these commands write. ' +
      'Results go to stdout (as JSON with --json), messages to stderr.',
  )
  .version(version, '--version', 'print the version')
  .helpOption('-h, --help', 'show help')
  .helpCommand('help [command]', 'show help for a command')
  .showHelpAfterError('(--help tells all about a command)')
  .exitOverride()
  .configureOutput({ writeOut: print, outputError: sayArgumentError })
  .hook('preAction', (_program, command) => {
    refuseEmpty(command);
  })
  .addHelpText(
    'after',
    `
Exit status: 0 all done; 1 some inputs failed, each named, or the work had to stop;
2 the pipeline or the arguments are wrong, nothing written.

Begin with:
  darkroom operations
  darkroom validate darkroom.yaml
  darkroom run darkroom.yaml images/ --out developed`,
  );
addRun(program);
addStats(program);
addCheck(program);
addValidate(program);
addOperations(program);

async function main(): Promise<void> {
  try {
    refuseMissingFolder();
    await program.parseAsync();
  } catch (thrown) {
    process.exitCode = statusOf(thrown);
  }
}

/** Paths are relative to the working folder, which may have been deleted since the shell went there. */
function refuseMissingFolder(): void {
  try {
    process.cwd();
  } catch (thrown) {
    throw new DarkroomError('bad_argument', 'The working folder does not exist any more.', {
      hint: 'Go to another one, then run again.',
      cause: thrown,
    });
  }
}

/** What a shell makes of a variable that is not set: as a path it would be the working folder. */
function refuseEmpty(command: Command): void {
  const { args, registeredArguments: declared, options } = command;
  const argument = args.includes('') ? (declared[args.indexOf('')] ?? declared.at(-1)) : undefined;
  const option = options.find(each => command.getOptionValue(each.attributeName()) === '');
  const empty = argument ? `argument '${argument.name()}'` : option && `option '${option.flags}'`;
  if (empty !== undefined) command.error(`error: ${empty} is empty; a variable may not be set`);
}

/** Commander quotes arguments as they are. A suggestion is the only line that it begins itself. */
function sayArgumentError(text: string): void {
  const lines = text.trimEnd().split(/\n(?=\(Did you mean )/);
  say(lines.map(printable).join('\n'));
}

function statusOf(thrown: unknown): number {
  // Already told by commander.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exit.done : exit.wrongArguments;
  say(`error: ${describeProblem(toProblem(thrown))}`);
  const hasDied = thrown instanceof StartError || thrown instanceof CrashError;
  const wasAskedWrongly = thrown instanceof DarkroomError && !hasDied;
  return wasAskedWrongly ? exit.wrongArguments : exit.someFailed;
}

void main();
