import { resolve } from 'node:path';
import type { Mode, Pipeline } from '../shared/pipeline.ts';
import { dropReasons, type DropReason } from '../shared/labels.ts';
import type { Plan, PlanRequest } from '../shared/development.ts';
import { counted, grouped } from '../shared/counted.ts';
import { DarkroomError, isAbort, toProblem } from '../shared/errors.ts';
import { describeUnmatched } from '../shared/exclusion.ts';
import { describeFirstOfSeveral, describeOutdatedLabels, describeUnportable } from '../shared/planNotes.ts';
import { printable } from '../shared/printable.ts';
import { describeRate } from '../shared/rate.ts';
import { developAll, type DevelopSummary, type LabelSummary } from '../worker/client.ts';
import { dryRun } from './dryRun.ts';
import type { RunOptions } from './commands/run.ts';
import type { Session } from './engineSession.ts';
import { stoppedAtOnce } from './notBegun.ts';
import { exit, say } from './outcome.ts';
import { printJsonLine } from './standardStreams.ts';
import { describeDiagnostic, plainDiagnostic, readPipeline } from './pipelineFile.ts';
import { describeProblems, shownPath, shownText } from './problems.ts';
import { describeSeconds, withProgress } from './progressLine.ts';
import { RunEvents } from './runEvents.ts';

/** Conflicts that are written out; a mistake with a folder makes thousands. */
const shownConflicts = 20;

/** @returns the exit status */
export async function run(
  pipelinePath: string,
  inputs: readonly string[],
  options: RunOptions,
  session: Session,
): Promise<number> {
  try {
    return await planAndDevelop(pipelinePath, inputs, options, session);
  } catch (thrown) {
    if (options.json)
      printJsonLine(isAbort(thrown) ? cancelledAtOnce(options) : { conflicts: [toProblem(thrown)] });
    throw thrown;
  }
}

async function planAndDevelop(
  pipelinePath: string,
  inputs: readonly string[],
  options: RunOptions,
  session: Session,
): Promise<number> {
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
  refuseEqualVersions(pipeline, options);
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
}

/** The last event of a run that was cancelled before it was known what there is to do. */
function cancelledAtOnce({ out }: RunOptions) {
  const none = { total: 0, done: 0, unchanged: 0, failed: [], skipped: 0, firstOfSeveral: [], seconds: 0 };
  return { event: 'summary', outputFolder: resolve(out), ...none, cancelled: true };
}

function refuseEqualVersions(pipeline: Pipeline, { versions, mode }: RunOptions): void {
  const pointless = versions > 1 ? reasonForOneVersion(pipeline, mode) : undefined;
  if (pointless === undefined) return;
  throw new DarkroomError(
    'bad_argument',
    `--versions ${versions}: all would be equal, because ${pointless}. Nothing was written.`,
    { hint: 'Leave it out, or have random steps take part.' },
  );
}

/** Why several versions of an image would not differ; undefined when they do. */
function reasonForOneVersion({ steps }: Pipeline, mode: Mode): string | undefined {
  if (mode === 'inference') return 'inference leaves random steps out';
  const varies = steps.some(step => step.enabled && step.mode === 'train');
  return varies ? undefined : 'no step is random';
}

function refuse({ conflicts }: Plan, { json, resume }: RunOptions): number {
  if (json) printJsonLine({ conflicts });
  say(describeProblems(conflicts, shownConflicts));
  if (conflicts.some(({ code }) => code === 'exists')) {
    say(
      resume
        ? 'What is there is not known to be of an earlier run, so that --resume leaves it; with --overwrite, it is replaced.'
        : 'With --resume, results of an earlier run are kept or brought up to date; with --overwrite, all are replaced.',
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
  const events = json ? new RunEvents(plan) : undefined;
  events?.begin();
  const summary = await withProgress('developed', show =>
    developAll({
      client,
      plan,
      pipeline,
      mode,
      workers,
      overwrite: overwrite ?? false,
      resume: resume ?? false,
      signal,
      onProgress: state => {
        show(state);
        events?.onProgress(state);
      },
      onDone: events?.onDone,
      onFailed: events?.onFailed,
    }),
  ).catch((thrown: unknown) => stoppedAtOnce(plan, thrown));
  events?.end(summary);
  const { failed, skipped, cancelled, stopped, firstOfSeveral, labels } = summary;
  if (failed.length > 0) say(`Failed:\n${describeProblems(failed)}`);
  say(describeSummary(plan, summary));
  if (labels) say(describeLabels(labels));
  const first = describeFirstOfSeveral(firstOfSeveral.map(shownPath));
  if (first !== undefined) say(first);
  if (stopped) say(describeProblems([stopped]));
  if (skipped > 0 || cancelled) say('With --resume, the same command goes on from here.');
  if (cancelled) return interruption() ?? exit.someFailed;
  return failed.length > 0 || stopped ? exit.someFailed : exit.done;
}

/** What a person may not expect of the plan. */
function sayNotes({ leftOut, exclusion, outdatedLabels, unportable }: Plan): void {
  if (exclusion) {
    const { count, list } = exclusion;
    const by = list === undefined ? 'the pipeline' : shownPath(list);
    say(`${count} ${count === 1 ? 'image is' : 'images are'} excluded by ${by}.`);
    const unmatched = describeUnmatched(exclusion);
    if (unmatched !== undefined) say(printable(`warning: ${unmatched}`));
  }
  for (const folder of leftOut) say(`${shownPath(folder)}: results of an earlier run, left out.`);
  const outdated = describeOutdatedLabels(
    outdatedLabels.map(shownPath),
    'take labels along with --annotations',
  );
  if (outdated !== undefined) say(`warning: ${outdated}`);
  const names = describeUnportable(unportable.map(shownPath));
  if (names !== undefined) say(names);
}

/** What was found of labels, before anything is developed. */
function sayAnnotations({ files, annotations }: Plan): void {
  for (const { path, title, problems } of annotations) {
    const labelled = files.filter(({ labels }) => labels?.source === path).length;
    say(
      `${shownPath(path)}: ${title}, labels for ${grouped(labelled)} of ${counted(files.length, 'result')}.`,
    );
    if (problems.length > 0) say(describeProblems(problems, shownConflicts));
  }
}

function describeLabels({ files, notes, masks, objects, dropped, unlabelled }: LabelSummary): string {
  const [first, ...others] = files;
  const nowhere = objects > 0 ? '; no file of them was written' : '';
  const place =
    first === undefined
      ? nowhere
      : ` in ${shownPath(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`;
  const lines = [
    `Labels: ${counted(objects, 'object')}${masks > 0 ? ` and ${counted(masks, 'mask')}` : ''}${place}.`,
  ];
  const reasons = Object.entries(dropped).map(
    ([reason, count]) => `${count} ${dropReasons[reason as DropReason]}`,
  );
  if (reasons.length > 0) lines.push(`Dropped: ${reasons.join(', ')}.`);
  if (unlabelled > 0) lines.push(`Without labels: ${counted(unlabelled, 'result')}.`);
  lines.push(...notes.map(note => `note: ${shownText(note)}`));
  return lines.join('\n');
}

function describeSummary({ outputFolder }: Plan, summary: DevelopSummary): string {
  const { done, failed, skipped, cancelled, stopped, unchanged, milliseconds } = summary;
  const seconds = milliseconds / 1000;
  const parts = [`${done - unchanged} developed into ${shownPath(outputFolder)}`];
  if (unchanged > 0) parts.push(`${unchanged} there already`);
  if (failed.length > 0) parts.push(`${failed.length} failed`);
  if (skipped > 0) parts.push(`${skipped} not done`);
  const rate = done > 0 ? `, ${describeRate(done / seconds)}` : '';
  const end = cancelled ? 'Cancelled: ' : stopped ? 'Stopped: ' : '';
  return `${end}${parts.join(', ')} (${describeSeconds(seconds)}${rate}).`;
}
