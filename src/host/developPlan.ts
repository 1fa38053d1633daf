import { join, relative, sep } from 'node:path';
import { commands, window, workspace } from 'vscode';
import { toProblem, type Problem } from '../shared/errors.ts';
import { printable, printableLines } from '../shared/printable.ts';
import type { Output } from '../shared/pipeline.ts';
import type { Plan } from '../shared/development.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { describeProblem, type Log } from './log.ts';
import { notify } from './notify.ts';
import { askForOtherFolder, type OutputFolder } from './outputFolder.ts';
import type { InputGroup } from './selection.ts';

/** What is written of every image. */
export interface WantedResults {
  readonly output: Output;
  readonly versions: number;
  /** Labels that are to follow their images. Absolute. */
  readonly annotations?: string;
}

export interface AgreedPlan {
  readonly plan: Plan;
  readonly overwrite: boolean;
  /** Developed files that are there already and are kept. */
  readonly kept: number;
  /** What cannot be developed as asked, and is left out. */
  readonly conflicts: readonly Problem[];
}

const shownConflicts = 5;

/**
 * Finds out what would be written where, and asks about whatever stands in the way. Nothing is replaced unasked.
 * @returns undefined when there is nothing to do or the person does not want to go on
 */
export async function agreeOnPlan(
  engine: Client<EngineService>,
  log: Log,
  groups: readonly InputGroup[],
  outputFolder: OutputFolder,
  results: WantedResults,
): Promise<AgreedPlan | undefined> {
  let fresh: Plan;
  try {
    fresh = await planGroups(engine, groups, outputFolder, results, false);
  } catch (thrown) {
    const problem = toProblem(thrown);
    if (problem.code !== 'bad_argument' && problem.code !== 'not_permitted') throw thrown;
    // The folder itself will not do.
    log.channel.warn(describeProblem(problem));
    notify(log, 'error', inWorkspace(withHint(problem)), {
      'Choose Output Folder…': () => commands.executeCommand('darkroom.chooseOutputFolder'),
    });
    return undefined;
  }
  const mayOverwrite = fresh.conflicts.some(({ code }) => code === 'exists');
  const complete = mayOverwrite ? await planGroups(engine, groups, outputFolder, results, true) : fresh;
  const { conflicts } = complete;
  if (conflicts.length > 0 && !(await acceptConflicts(log, complete))) return undefined;
  if (complete.files.length === 0) {
    notify(log, 'information', 'There are no images to develop here but those in the output folder.');
    return undefined;
  }
  const existing = complete.files.length - fresh.files.length;
  if (existing === 0) return { plan: fresh, overwrite: false, kept: 0, conflicts };
  const overwrite = 'Overwrite';
  const keep = 'Keep and Skip';
  const elsewhere = 'Another Folder…';
  const choice = await window.showWarningMessage(
    existing === complete.files.length
      ? `${count(existing, 'developed file')} of this name ${existing === 1 ? 'is' : 'are'} already there.`
      : `${existing} of ${count(complete.files.length, 'developed file')} are already there.`,
    { modal: true, detail: `In ${printable(outputFolder.path)}. Originals are not touched in any case.` },
    // The first is the one that Enter takes.
    ...(fresh.files.length > 0 ? [keep] : []),
    elsewhere,
    overwrite,
  );
  switch (choice) {
    case overwrite:
      return { plan: complete, overwrite: true, kept: 0, conflicts };
    case keep:
      return { plan: fresh, overwrite: false, kept: existing, conflicts };
    case elsewhere: {
      const other = await askForOtherFolder(outputFolder);
      return other && agreeOnPlan(engine, log, groups, other, results);
    }
    default:
      return undefined;
  }
}

async function planGroups(
  engine: Client<EngineService>,
  groups: readonly InputGroup[],
  outputFolder: OutputFolder,
  results: WantedResults,
  overwrite: boolean,
): Promise<Plan> {
  const plans = await Promise.all(
    groups.map(async ({ subfolder, inputs }) => {
      const folder = join(outputFolder.path, subfolder);
      const request = { inputs, outputFolder: folder, overwrite, ...results };
      const { files, conflicts, annotations } = await engine.plan(request);
      const prefix = subfolder === '' ? '' : `${subfolder.split(sep).join('/')}/`;
      return {
        files: files
          .filter(({ relativePath }) => !isInside(relativePath, outputFolder.names))
          .map(file => ({ ...file, relativePath: prefix + file.relativePath })),
        annotations,
        conflicts: conflicts.filter(
          ({ file }) => !inputs.some(input => isWithin(file, input, outputFolder.names)),
        ),
      };
    }),
  );
  return {
    outputFolder: outputFolder.path,
    files: plans.flatMap(({ files }) => files),
    conflicts: plans.flatMap(({ conflicts }) => conflicts),
    annotations: plans.flatMap(({ annotations }) => annotations),
  };
}

/** Whether a file lies below an input folder, in a folder of one of the names. */
function isWithin(file: string | undefined, input: string, names: readonly string[]): boolean {
  return (
    file?.startsWith(input + sep) === true && isInside(relative(input, file).split(sep).join('/'), names)
  );
}

/** Whether one of the folders of a path has one of the names. */
function isInside(relativePath: string, names: readonly string[]): boolean {
  return relativePath
    .split('/')
    .slice(0, -1)
    .some(folder => names.includes(folder));
}

async function acceptConflicts(log: Log, { files, conflicts }: Plan): Promise<boolean> {
  for (const conflict of conflicts) log.channel.warn(describeProblem(conflict));
  const [first] = conflicts;
  if (files.length === 0 && conflicts.length === 1 && first) {
    notify(log, 'error', inWorkspace(withHint(first)));
    return false;
  }
  const lines = conflicts.slice(0, shownConflicts).map(conflict => inWorkspace(withHint(conflict)));
  const more = conflicts.length - lines.length;
  const detail = printableLines(
    [...lines, ...(more > 0 ? [`… and ${more} more, in the log.`] : [])].join('\n\n'),
  );
  if (files.length === 0) {
    await window.showErrorMessage('Nothing can be developed.', { modal: true, detail });
    return false;
  }
  const others = `Develop the Other ${files.length}`;
  const message = `${count(conflicts.length, 'conflict')} found; nothing has been written yet.`;
  return (await window.showWarningMessage(message, { modal: true, detail }, others)) === others;
}

/** Paths as the Explorer shows them: the workspace's own folder says nothing new. */
function inWorkspace(text: string): string {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length !== 1) return text;
  return text.replaceAll(folders[0]!.uri.fsPath + sep, '');
}

function withHint({ message, hint }: Problem): string {
  return hint === undefined ? message : `${message} ${hint}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
