import { commands, window } from 'vscode';
import { counted, grouped } from '../shared/counted.ts';
import { toProblem, withHint, type Problem } from '../shared/errors.ts';
import { describeOutdatedLabels } from '../shared/planNotes.ts';
import { printable, printableLines } from '../shared/printable.ts';
import type { Plan } from '../shared/development.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { describeProblem, type Log } from './log.ts';
import { notify } from './notify.ts';
import { askForOtherFolder, type OutputFolder } from './outputFolder.ts';
import { planGroups, type WantedResults } from './planGroups.ts';
import { inWorkspace } from './inWorkspace.ts';
import type { InputGroup } from './selection.ts';

export interface AgreedPlan {
  readonly plan: Plan;
  readonly overwrite: boolean;
  /** Whether results of earlier runs are kept where nothing has changed, and made again where it has. */
  readonly resume: boolean;
  /** Developed files that are there already and are kept. */
  readonly kept: number;
  /** What cannot be developed as asked, and is left out. */
  readonly conflicts: readonly Problem[];
  /** The one that was asked for, or another that the person has chosen instead. */
  readonly outputFolder: OutputFolder;
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
    fresh = await planGroups(engine, groups, outputFolder, results);
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
  const complete = mayOverwrite
    ? await planGroups(engine, groups, outputFolder, { ...results, overwrite: true })
    : fresh;
  const { conflicts } = complete;
  if (conflicts.length > 0 && !(await acceptConflicts(log, complete))) return undefined;
  if (complete.files.length === 0) {
    const excluded = complete.exclusion?.count ?? 0;
    const message =
      excluded > 0
        ? `The pipeline excludes ${excluded === 1 ? 'the only image' : `all ${excluded} images`} here.`
        : 'There are no images to develop here but those in the output folder.';
    notify(log, 'information', message);
    return undefined;
  }
  const existing = complete.files.length - fresh.files.length;
  const asked = { overwrite: false, resume: false, kept: 0, conflicts, outputFolder };
  if (existing === 0) return { ...asked, plan: fresh };
  const { earlier } = fresh;
  const isUnfinished = earlier?.finished === false && earlier.samePipeline;
  const resume = isUnfinished ? 'Resume' : 'Update';
  const overwrite = 'Overwrite';
  const keep = 'Keep and Skip';
  const elsewhere = 'Another Folder…';
  const choice = await window.showWarningMessage(
    describeExisting(existing, complete.files.length, isUnfinished),
    { modal: true, detail: describeChoices(outputFolder.path, earlier && resume, complete) },
    // The first is the one that Enter takes.
    ...(earlier && earlier.results > 0 ? [resume] : []),
    ...(fresh.files.length > 0 ? [keep] : []),
    elsewhere,
    overwrite,
  );
  switch (choice) {
    case overwrite:
      return { ...asked, plan: complete, overwrite: true };
    case keep:
      return { ...asked, plan: fresh, kept: existing };
    case resume: {
      const plan = await planGroups(engine, groups, outputFolder, { ...results, resume: true });
      if (plan.conflicts.length > conflicts.length && !(await acceptConflicts(log, plan))) return undefined;
      return { ...asked, plan, resume: true, conflicts: plan.conflicts };
    }
    case elsewhere: {
      const other = await askForOtherFolder(outputFolder);
      return other && agreeOnPlan(engine, log, groups, other, results);
    }
    default:
      return undefined;
  }
}

function describeExisting(existing: number, total: number, isUnfinished: boolean): string {
  const files = `${grouped(existing)} of ${counted(total, 'developed file')}`;
  if (isUnfinished) return `An earlier run of this pipeline was not finished: ${files} are there.`;
  if (existing < total) return `${files} are already there.`;
  return `${counted(existing, 'developed file')} of this name ${existing === 1 ? 'is' : 'are'} already there.`;
}

function describeChoices(
  folder: string,
  resume: 'Resume' | 'Update' | undefined,
  { exclusion, outdatedLabels }: Plan,
): string {
  const excluded = exclusion?.count ?? 0;
  const others = excluded > 0 ? ` The pipeline excludes ${counted(excluded, 'image')}.` : '';
  const outdated = describeOutdatedLabels(outdatedLabels.map(inWorkspace));
  const paragraphs = [`In ${printable(folder)}. Originals are not touched in any case.${others}`];
  if (resume !== undefined)
    paragraphs.push(`${resume} develops what is missing, and what has changed since; everything else stays.`);
  if (outdated !== undefined) paragraphs.push(printableLines(outdated));
  return paragraphs.join('\n\n');
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
  const message = `${counted(conflicts.length, 'conflict')} found; nothing has been written yet.`;
  return (await window.showWarningMessage(message, { modal: true, detail }, others)) === others;
}
