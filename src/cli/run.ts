import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { imageFormats, type ImageFormat, type Mode, type Pipeline } from '../shared/pipeline.ts';
import { dropReasons, type DropReason } from '../shared/labels.ts';
import type { Plan, PlanRequest } from '../shared/development.ts';
import { describeUnmatched } from '../shared/exclusion.ts';
import { printable } from '../shared/printable.ts';
import { developAll, type DevelopSummary, type LabelSummary } from '../worker/client.ts';
import { dryRun } from './dryRun.ts';
import { addEngineOptions, withEngine, type EngineOptions, type Session } from './engineSession.ts';
import { wholeNumber } from './optionValues.ts';
import { exit, printJsonLine, say } from './outcome.ts';
import { describeDiagnostic, plainDiagnostic, readPipeline } from './pipelineFile.ts';
import { describeProblems, shownPath } from './problems.ts';
import { describeSeconds, ProgressLine } from './progressLine.ts';
import { RunEvents } from './runEvents.ts';

interface RunOptions extends EngineOptions {
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

/** Conflicts that are written out; a mistake with a folder makes thousands. */
const shownConflicts = 20;

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
others are done; 2 the pipeline or the arguments are wrong, nothing was written.

With --json each line of stdout is an object with an "event": "plan" once
(outputFolder, total, excluded, leftOut), "progress" every second (total, done,
failed, current, perSecond, secondsLeft), "done" (input, output, version, bytes,
unchanged) and "failed" (input, output, version, problem) for each file, and
"summary" last (outputFolder, total, done, unchanged, failed, skipped, cancelled,
stopped, labels, seconds). When nothing can be done there is one object with
"conflicts" or "diagnostics".

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
      process.exitCode = await run(pipelinePath, inputs, { ...options, out });
    });
}

async function run(pipelinePath: string, inputs: readonly string[], options: RunOptions): Promise<number> {
  const { pipeline: written, diagnostics } = await readPipeline(pipelinePath);
  for (const diagnostic of diagnostics) {
    // Notes are for whoever writes the pipeline; `validate` says them.
    if (diagnostic.severity !== 'information') say(describeDiagnostic(pipelinePath, diagnostic));
  }
  if (!written) {
    if (options.json) printJsonLine({ diagnostics: diagnostics.map(plainDiagnostic) });
    return exit.wrongArguments;
  }
  const pipeline: Pipeline = {
    ...written,
    seed: options.seed ?? written.seed,
    output: { ...written.output, format: options.format ?? written.output.format },
  };
  const pointless = options.versions > 1 ? reasonForOneVersion(pipeline, options.mode) : undefined;
  if (pointless !== undefined) {
    say(`--versions ${options.versions}: all would be equal, because ${pointless}. Nothing was written.`);
    return exit.wrongArguments;
  }
  return withEngine(options, async session => {
    const request: PlanRequest = {
      inputs: inputs.map(input => resolve(input)),
      outputFolder: resolve(options.out),
      pipeline,
      mode: options.mode,
      versions: options.versions,
      ...(options.annotations !== undefined && { annotations: resolve(options.annotations) }),
      overwrite: options.overwrite ?? false,
      resume: options.resume ?? false,
    };
    const plan = await session.client.service.plan(request, session.signal);
    if (plan.conflicts.length > 0) return refuse(plan, options);
    sayNotes(plan);
    sayAnnotations(plan);
    if (options.dryRun) {
      const { mode, workers, json = false } = options;
      return dryRun({ ...session, plan, pipeline, mode, workers, json });
    }
    return develop(plan, pipeline, options, session);
  });
}

/** Why several versions of an image would not differ; undefined when they do. */
function reasonForOneVersion({ steps }: Pipeline, mode: Mode): string | undefined {
  if (mode === 'inference') return 'inference leaves random steps out';
  const varies = steps.some(step => step.enabled && step.mode === 'train');
  return varies ? undefined : 'no step is random';
}

function refuse({ conflicts }: Plan, { json }: RunOptions): number {
  if (json) printJsonLine({ conflicts });
  say(describeProblems(conflicts, shownConflicts));
  if (conflicts.some(({ code }) => code === 'exists')) {
    say(
      'With --resume, results of an earlier run are kept or brought up to date; with --overwrite, all are replaced.',
    );
  }
  say('Nothing was written.');
  return exit.wrongArguments;
}

async function develop(
  plan: Plan,
  pipeline: Pipeline,
  { mode, workers, overwrite, resume, json }: RunOptions,
  { client, signal, interruption }: Session,
): Promise<number> {
  const progress = new ProgressLine('developed');
  const events = json ? new RunEvents(plan) : undefined;
  events?.begin();
  const summary = await developAll({
    client,
    plan,
    pipeline,
    mode,
    workers,
    overwrite: overwrite ?? false,
    resume: resume ?? false,
    signal,
    onProgress: state => {
      progress.show(state);
      events?.onProgress(state);
    },
    onDone: events?.onDone,
    onFailed: events?.onFailed,
  });
  progress.end();
  events?.end(summary);
  const { failed, skipped, cancelled, stopped, labels } = summary;
  if (failed.length > 0) say(`Failed:\n${describeProblems(failed)}`);
  say(describeSummary(plan, summary));
  if (labels) say(describeLabels(labels));
  if (stopped) say(describeProblems([stopped]));
  if (skipped > 0) say('With --resume, the same command goes on from here.');
  if (cancelled) return interruption() ?? exit.someFailed;
  return failed.length > 0 || stopped ? exit.someFailed : exit.done;
}

/** What a person may not expect of the plan. */
function sayNotes({ leftOut, exclusion, unportable }: Plan): void {
  if (exclusion) {
    const { count, list } = exclusion;
    const by = list === undefined ? 'the pipeline' : shownPath(list);
    say(`${count} ${count === 1 ? 'image is' : 'images are'} excluded by ${by}.`);
    const unmatched = describeUnmatched(exclusion);
    if (unmatched !== undefined) say(printable(`warning: ${unmatched}`));
  }
  for (const folder of leftOut) say(`${shownPath(folder)}: results of an earlier run, left out.`);
  const [first] = unportable;
  if (first === undefined) return;
  const which = unportable.length === 1 ? 'One result has a name' : `${unportable.length} results have names`;
  say(`${which} that Windows does not take, such as ${shownPath(first)}.`);
}

/** What was found of labels, before anything is developed. */
function sayAnnotations({ files, annotations }: Plan): void {
  for (const { path, title, problems } of annotations) {
    const labelled = files.filter(({ labels }) => labels?.source === path).length;
    say(`${shownPath(path)}: ${title}, labels for ${labelled} of ${files.length} results.`);
    if (problems.length > 0) say(describeProblems(problems, shownConflicts));
  }
}

function describeLabels({ files, masks, objects, dropped, unlabelled }: LabelSummary): string {
  const [first, ...others] = files;
  const place =
    first === undefined
      ? ''
      : ` in ${shownPath(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  const lines = [`Labels: ${objects} objects${masks > 0 ? ` and ${masks} masks` : ''}${place}.`];
  const reasons = Object.entries(dropped).map(
    ([reason, count]) => `${count} ${dropReasons[reason as DropReason]}`,
  );
  if (reasons.length > 0) lines.push(`Dropped: ${reasons.join(', ')}.`);
  if (unlabelled > 0) lines.push(`Without labels: ${unlabelled} results.`);
  return lines.join('\n');
}

function describeSummary({ outputFolder }: Plan, summary: DevelopSummary): string {
  const { done, failed, skipped, cancelled, stopped, unchanged, milliseconds } = summary;
  const seconds = milliseconds / 1000;
  const parts = [`${done - unchanged} developed into ${shownPath(outputFolder)}`];
  if (unchanged > 0) parts.push(`${unchanged} there already`);
  if (failed.length > 0) parts.push(`${failed.length} failed`);
  if (skipped > 0) parts.push(`${skipped} not done`);
  const rate = done > 0 ? `, ${(done / seconds).toPrecision(3)} images/s` : '';
  const end = cancelled ? 'Cancelled: ' : stopped ? 'Stopped: ' : '';
  return `${end}${parts.join(', ')} (${describeSeconds(seconds)}${rate}).`;
}
