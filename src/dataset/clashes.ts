import { dirname } from 'node:path';
import type { PlannedFile } from '../shared/development.ts';
import type { Problem } from '../shared/errors.ts';
import { groupsBy } from '../shared/groups.ts';
import type { LabelFile } from './labelPlan.ts';

/** A file that is to be written, and what it comes of. */
interface Entry {
  readonly output: string;
  /** For messages. */
  readonly what: string;
  /** Absent where it comes of all. */
  readonly owner?: PlannedFile;
}

/**
 * Inputs that would write the same file, by input: their results, masks or labels. Names that are equal but for case
 * count as one, because on many disks they are; so do a file and a folder of one name.
 */
export function findClashes(
  planned: readonly PlannedFile[],
  labels: readonly LabelFile[],
  outputFolder: string,
): Map<PlannedFile, Problem> {
  const entries = entriesOf(planned, labels);
  const byOutput = groupsBy(entries, ({ output }) => keyOf(output));
  const clashes = new Map<PlannedFile, Problem>();
  const blame = (group: readonly Entry[], message: string, hint: string) => {
    const owners = group.flatMap(({ owner }) => owner ?? []);
    const [first] = owners;
    // One for all of them, so that it is told once.
    const problem: Problem = { code: 'bad_argument', message, hint, ...(first && { file: first.input }) };
    for (const owner of owners) if (!clashes.has(owner)) clashes.set(owner, problem);
  };
  for (const group of byOutput.values()) {
    if (group.length === 1) continue;
    const message = `${group.map(({ what }) => what).join(' and ')} would be written to one file, ${group[0]!.output}.`;
    blame(group, message, 'Rename one of them, or develop them into different folders.');
  }
  for (const entry of entries) {
    for (let folder = dirname(entry.output); folder.length > outputFolder.length; folder = dirname(folder)) {
      const other = byOutput.get(keyOf(folder))?.[0];
      if (!other) continue;
      const message = `${entry.what} needs the folder ${folder}, which ${other.what} would be written to as a file.`;
      blame([entry], message, 'Rename one of them.');
    }
  }
  return clashes;
}

function entriesOf(planned: readonly PlannedFile[], labels: readonly LabelFile[]): readonly Entry[] {
  const owners = labels.length === 0 ? undefined : new Map(planned.map(file => [file.output, file]));
  const ofLabels = labels.map(({ output, input, of }): Entry => {
    const owner = of === undefined ? undefined : owners?.get(of);
    return { output, what: owner ? `the labels of ${owner.input}` : input, ...(owner && { owner }) };
  });
  return [...planned.map(owner => ({ output: owner.output, what: owner.input, owner })), ...ofLabels];
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
