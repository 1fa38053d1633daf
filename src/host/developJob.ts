import * as nodePath from 'node:path';
import {
  commands,
  env,
  ProgressLocation,
  UIKind,
  Uri,
  window,
  workspace,
  type ExtensionContext,
} from 'vscode';
import { counted, grouped } from '../shared/counted.ts';
import { DarkroomError, withHint } from '../shared/errors.ts';
import { dropReasons, type DropReason } from '../shared/labels.ts';
import { describeUnmatched } from '../shared/exclusion.ts';
import { describeFirstOfSeveral, describeOutdatedLabels, describeUnportable } from '../shared/planNotes.ts';
import type { Mode, Pipeline } from '../shared/pipeline.ts';
import { developAll, type DevelopSummary, type LabelSummary } from '../worker/client.ts';
import { labelsFor } from './developLabels.ts';
import { agreeOnPlan, type AgreedPlan } from './developPlan.ts';
import { describeProgress } from './developProgress.ts';
import { inWorkspace } from './inWorkspace.ts';
import { describeProblem, type Log } from './log.ts';
import { notify } from './notify.ts';
import { outputFolderFor } from './outputFolder.ts';
import type { SelectedUri } from './selectedFiles.ts';
import { arrange } from './selection.ts';
import type { Services } from './services.ts';
import { plainMessage } from './plainText.ts';
import { requireTrust } from './trust.ts';
import { planAgain } from './tryAgain.ts';
import { workers } from './workers.ts';

export interface Job {
  /** What is done, for the progress and the summary. */
  readonly title: string;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  /** Different results per image. */
  readonly versions: number;
}

/**
 * Whether these may be developed here.
 * @throws DarkroomError when they are not on disk
 */
export async function mayDevelop(log: Log, selection: readonly SelectedUri[]): Promise<boolean> {
  if (selection.length === 0) {
    notify(log, 'information', 'Select images or folders in the Explorer to develop them.');
    return false;
  }
  const virtual = selection.find(({ uri }) => uri.scheme !== 'file');
  if (virtual) {
    throw new DarkroomError(
      'unsupported',
      `Images on a virtual file system (${virtual.uri.scheme}:) cannot be developed.`,
      {
        hint: 'Worker processes read and write files on disk: copy the folder there. Viewing and previewing work here.',
      },
    );
  }
  return requireTrust('Developing images');
}

/** Asks for what is still open, develops, and tells how it went. */
export async function runJob(
  context: ExtensionContext,
  services: Services,
  selection: readonly SelectedUri[],
  job: Job,
): Promise<void> {
  const { engine, log } = services;
  const { base, groups } = arrange(
    selection.map(({ uri, isFolder }) => ({ path: uri.fsPath, isFolder })),
    (workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
    nodePath,
  );
  const outputFolder = await outputFolderFor(context, base);
  if (outputFolder === undefined) return;
  services.failures.clear();
  const { pipeline, mode, versions } = job;
  const labels = await labelsFor(services, groups, outputFolder);
  if (!labels) return;
  const results = { pipeline, mode, versions, ...labels };
  const agreed = await agreeOnPlan(engine, log, groups, outputFolder, results);
  if (!agreed) return;
  await developAndTell(agreed);

  async function developAndTell(agreed: AgreedPlan): Promise<void> {
    tell(services, agreed, await develop(services, job, agreed), () => tryAgain(agreed));
  }

  async function tryAgain(former: AgreedPlan): Promise<void> {
    services.failures.clear();
    await developAndTell(await planAgain(engine, groups, former, results));
  }
}

function develop(
  services: Services,
  job: Job,
  { plan, overwrite, resume }: AgreedPlan,
): Thenable<DevelopSummary> {
  const title = plainMessage(`Darkroom: ${job.title}`);
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      let reported = 0;
      return developAll({
        client: { service: services.engine },
        plan,
        pipeline: job.pipeline,
        mode: job.mode,
        workers: workers(),
        overwrite,
        resume,
        signal: cancelled.signal,
        onProgress(state) {
          const finished = state.done + state.failed;
          const increment = ((finished - reported) / Math.max(1, state.total)) * 100;
          reported = finished;
          progress.report({ message: plainMessage(describeProgress(state)), increment });
        },
      });
    },
  );
}

/** The summary, with the failures in the log and among the editor’s problems. */
function tell(
  { log, failures }: Services,
  { plan, kept, conflicts }: AgreedPlan,
  summary: DevelopSummary,
  tryAgain: () => Promise<void>,
): void {
  const { done, failed, skipped, cancelled, stopped, unchanged, milliseconds } = summary;
  const { channel } = log;
  const problems = [...conflicts, ...failed];
  failures.show(problems);
  for (const problem of failed) {
    channel.error(describeProblem(problem));
    if (problem.bug) channel.error(`This is a bug in Darkroom.\n${problem.stack ?? ''}`);
  }
  const parts = [`${grouped(done - unchanged)} developed`, `${grouped(failed.length)} failed`];
  if (unchanged > 0) parts.push(`${grouped(unchanged)} there already`);
  if (kept > 0) parts.push(`${grouped(kept)} kept`);
  if (conflicts.length > 0) parts.push(`${grouped(conflicts.length)} left out for conflicts`);
  if (skipped > 0) parts.push(`${grouped(skipped)} not done`);
  const { exclusion } = plan;
  if (exclusion && exclusion.count > 0) parts.push(`${grouped(exclusion.count)} excluded`);
  for (const path of plan.leftOut) channel.info(`${path}: results of an earlier run, left out.`);
  const unmatched = exclusion && describeUnmatched(exclusion);
  if (unmatched !== undefined) channel.warn(unmatched);
  const names = describeUnportable(plan.unportable.map(inWorkspace));
  for (const path of plan.unportable) channel.warn(`${path} has a name that Windows does not take.`);
  const first = describeFirstOfSeveral(summary.firstOfSeveral.map(inWorkspace));
  for (const path of summary.firstOfSeveral) channel.info(`${path}: the first of several frames or pages.`);
  const outdated = describeOutdatedLabels(plan.outdatedLabels.map(inWorkspace));
  for (const path of plan.outdatedLabels) channel.warn(`${path} holds labels of an earlier run.`);
  const from = [...new Set(plan.annotations.map(({ path }) => nodePath.basename(path)))].join(', ');
  const labels = summary.labels && `Labels of ${from}: ${inWorkspace(describeLabels(summary.labels))}`;
  const sentences = [`${parts.join(', ')}.`, unmatched, names, first, labels, outdated];
  const counts = sentences.filter(sentence => sentence !== undefined).join(' ');
  const reason = stopped ? `Stopped: ${inWorkspace(withHint(stopped))} ` : cancelled ? 'Cancelled: ' : '';
  channel.info(`${reason}${counts} ${Math.round(milliseconds)} ms, into ${plan.outputFolder}`);
  const show = () => {
    channel.show();
  };
  const isDoubtful = problems.length > 0 || outdated !== undefined;
  const severity = stopped ? 'error' : isDoubtful ? 'warning' : 'information';
  notify(log, severity, reason + counts, {
    ...(cancelled && { Resume: tryAgain }),
    ...(!cancelled && (stopped || failed.length > 0) && { 'Try Again': tryAgain }),
    ...(done > 0 && { 'Open Folder': () => openFolder(Uri.file(plan.outputFolder)) }),
    ...(problems.length > 0 && { 'Show Problems': () => failures.reveal() }),
    ...(outdated !== undefined && {
      'Choose Annotations…': () => commands.executeCommand('darkroom.chooseAnnotations'),
    }),
    ...(stopped && { 'Show Log': show }),
  });
}

function describeLabels({ notes, objects, masks, dropped, unlabelled }: LabelSummary): string {
  const parts = [`${counted(objects, 'object')} written`];
  if (masks > 0) parts.push(`${counted(masks, 'mask')} written`);
  for (const [reason, count] of Object.entries(dropped)) {
    parts.push(`${count} dropped: ${dropReasons[reason as DropReason]}`);
  }
  if (unlabelled > 0) parts.push(`${counted(unlabelled, 'result')} without labels`);
  return [`${parts.join(', ')}.`, ...notes].join(' ');
}

/** In the Explorer when it is part of the workspace, else in the system's file manager or a new window. */
async function openFolder(folder: Uri): Promise<void> {
  if (workspace.getWorkspaceFolder(folder)) {
    await commands.executeCommand('revealInExplorer', folder);
    await commands.executeCommand('list.expand');
  } else if (env.remoteName === undefined && env.uiKind === UIKind.Desktop)
    await commands.executeCommand('revealFileInOS', folder);
  else await commands.executeCommand('vscode.openFolder', folder, { forceNewWindow: true });
}
