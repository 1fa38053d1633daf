import { Option, type Command } from 'commander';
import { datasetLayouts, type DatasetLayout } from '../../shared/dataset.ts';
import type { Mode } from '../../shared/pipeline.ts';
import { checkHelp } from '../checkHelp.ts';
import { addEngineOptions, withEngine, type EngineOptions } from '../engineSession.ts';
import { positiveNumber } from '../optionValues.ts';
import { collectThreshold, ruleName } from '../thresholds.ts';

export interface CheckOptions extends EngineOptions {
  readonly layout?: DatasetLayout;
  readonly threshold: Readonly<Record<string, number>>;
  readonly ignore: readonly string[];
  readonly failOn: 'error' | 'warning' | 'never';
  readonly pipeline?: string;
  readonly mode: Mode;
  readonly smallBox: number;
  readonly html?: string;
  readonly excludeList?: string;
  readonly cache?: string;
  readonly json?: true;
}

export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .summary('what is wrong with a dataset')
    .description(
      'Looks through a dataset for images and labels that spoil training: unreadable files, copies, leakage between ' +
        'splits, dark, blurry and odd images, labels that do not fit. Prints each finding as file:line: severity: ' +
        'message, by rule, and figures of the whole set.',
    )
    .argument('<dataset>', 'the folder of a dataset')
    .addOption(
      new Option('--layout <layout>', 'how the dataset is laid out; by itself the likeliest').choices(
        Object.keys(datasetLayouts),
      ),
    )
    .addOption(
      new Option('--threshold <rule=number>', 'another threshold for a rule; may be given several times')
        .argParser(collectThreshold)
        .default({}, 'those of --help'),
    )
    .addOption(
      new Option('--ignore <rule>', 'leave a rule out; may be given several times')
        .argParser((name: string, former: readonly string[]) => [...former, ruleName(name)])
        .default([], 'none'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'from which severity on findings make the exit status 1')
        .choices(['error', 'warning', 'never'])
        .default('error'),
    )
    .option('--pipeline <file>', 'say what a pipeline does to the whole set')
    .addOption(
      new Option('--mode <mode>', 'whether augmentations of the pipeline take part')
        .choices(['train', 'inference'])
        .default('inference'),
    )
    .addOption(
      new Option(
        '--small-box <pixels>',
        'boxes with a side below this are counted as small after the pipeline',
      )
        .argParser(positiveNumber)
        .default(8),
    )
    .option('--html <file>', 'write a report with pictures, as one page that needs no other file')
    .option('--exclude-list <file>', 'write the images to leave out, one path on a line')
    .option('--cache <folder>', 'keep what was measured there, so that only changed files are read again');
  addEngineOptions(command)
    .option('--json', 'print everything as JSON')
    .addHelpText('after', checkHelp)
    .action(async (folder: string, options: CheckOptions) => {
      process.exitCode = await withEngine(options, async session => {
        const { check } = await import('../check.ts');
        return check(folder, options, session);
      });
    });
}
