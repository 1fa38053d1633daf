import { Option, type Command } from 'commander';
import { imageFormats, type ImageFormat, type Mode } from '../../shared/pipeline.ts';
import { addEngineOptions, withEngine, type EngineOptions } from '../engineSession.ts';
import { wholeNumber } from '../optionValues.ts';

export interface RunOptions extends EngineOptions {
  readonly out: string;
  readonly format?: ImageFormat;
  readonly mode: Mode;
  readonly seed?: number;
  readonly versions: number;
  readonly overwrite?: true;
  readonly resume?: true;
  readonly annotations?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

type WrittenOptions = Omit<RunOptions, 'out'> & { readonly out?: string };

export function addRun(program: Command): void {
  const command: Command = program
    .command('run')
    .summary('develop images with a pipeline')
    .description(
      'Takes image files, and all images below folders, through the steps of a pipeline file. For input a/b.jpg ' +
        'below an input folder the result is DIR/a/b.<extension>. Originals are never touched.',
    )
    .argument('<pipeline>', 'a *.darkroom.yaml, *.darkroom.json or darkroom.yaml file')
    .argument('<input...>', 'image files, and folders that are searched for images')
    .option('--out <dir>', 'folder for the results; made when it is not there (required)')
    .addOption(
      new Option('--format <format>', 'format of the results, in place of the pipeline’s').choices(
        imageFormats,
      ),
    )
    .addOption(
      new Option('--mode <mode>', 'train runs every step; inference leaves out those for training only')
        .choices(['train', 'inference'])
        .default('train'),
    )
    .addOption(
      new Option('--seed <number>', 'key of all randomness, in place of the pipeline’s').argParser(
        wholeNumber(0, 4294967295),
      ),
    )
    .addOption(
      new Option(
        '--versions <number>',
        'different results per image, named b_v1, b_v2, … (needs random steps)',
      )
        .argParser(wholeNumber(1, 10000))
        .default(1),
    );
  command.option(
    '--annotations <path>',
    'labels that follow their images: a COCO or CSV file, YOLO (data.yaml), a folder of Pascal VOC files or of masks',
  );
  addEngineOptions(command)
    .option(
      '--overwrite',
      'replace results that exist already (otherwise nothing is written when there are any)',
    )
    .option(
      '--resume',
      'go on with an earlier run: results that are there and whose input and pipeline are the same are kept',
    )
    .option('--dry-run', 'only list which file would become which, and how much disk it takes')
    .option('--json', 'print events as JSON, one on each line; the last is the summary')
    .addHelpText(
      'after',
      `
Exit status: 0 all done; 1 some files failed, each named with its reason, all
others are done, or the run had to stop, as on a full disk; 2 the pipeline or the
arguments are wrong, nothing was written.

With --json each line of stdout is an object with an "event": "plan" once
(outputFolder, total, excluded, leftOut, outdatedLabels), "progress" every second
(total, done, failed, current, perSecond, secondsLeft), "done" (input, output,
version, bytes, unchanged) and "failed" (input, output, version, problem) for each
file, and "summary" last (outputFolder, total, done, unchanged, failed, skipped,
cancelled, stopped, firstOfSeveral, labels, seconds), where firstOfSeveral names files
with more frames or pages than the first, which was developed. When nothing can be
done the last line is instead an object with "conflicts", which are problems, or
"diagnostics" of the pipeline.

The output folder gets a file darkroom.manifest.jsonl that tells of every result
what it was made of; --resume goes by it.

Examples:
  darkroom run darkroom.yaml images/ --out developed
  darkroom run resize.darkroom.yaml photo.jpg scans/ --out out --format png
  darkroom run darkroom.yaml images/ --out developed --dry-run
  darkroom run darkroom.yaml images/ --out developed --resume
  darkroom run darkroom.yaml images/ --out developed --annotations instances.json
  darkroom run augment.darkroom.yaml images/ --out more --versions 5 --seed 7
  darkroom run darkroom.yaml images/ --out developed --mode inference --json | tail -n 1 > summary.json`,
    )
    .action(async (pipelinePath: string, inputs: string[], { out, ...options }: WrittenOptions) => {
      // Not a required option of commander's, which would hide that the person has written `--output`.
      if (out === undefined) command.error(`error: required option '--out <dir>' not specified`);
      process.exitCode = await withEngine(options, async session => {
        const { run } = await import('../run.ts');
        return run(pipelinePath, inputs, { ...options, out }, session);
      });
    });
}
