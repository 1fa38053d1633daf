import { dirname } from 'node:path';
import type { LabelFile, PlannedFile } from '../shared/development.ts';
import type { Problem } from '../shared/errors.ts';

/** A file that is to be written: a result, its mask, or labels. */
type Written = PlannedFile | LabelFile;

/**
 * Inputs that would write the same file, by input: their results, masks or labels. Names that are equal but for case
 * count as one, because on many disks they are; so do a file and a folder of one name.
 */
export function findClashes(
  planned: readonly PlannedFile[],
  labels: readonly LabelFile[],
  outputFolder: string,
): Map<PlannedFile, Problem> {
  const written: readonly Written[] = [...planned, ...labels];
  const owners = new Owners(planned, labels);
  const { first, shared } = byPlace(written);
  const clashes = new Map<PlannedFile, Problem>();
  const blame = (files: readonly Written[], message: string, hint: string) => {
    const blamed = files.flatMap(file => owners.of(file) ?? []);
    const [one] = blamed;
    // One for all of them, so that it is told once.
    const problem: Problem = { code: 'bad_argument', message, hint, ...(one && { file: one.input }) };
    for (const owner of blamed) if (!clashes.has(owner)) clashes.set(owner, problem);
  };
  for (const files of shared.values()) {
    const what = files.map(file => owners.describe(file)).join(' and ');
    const message = `${what} would be written to one file, ${files[0]!.output}.`;
    blame(files, message, 'Rename one of them, or develop them into different folders.');
  }
  for (const file of written) {
    for (let folder = dirname(file.output); folder.length > outputFolder.length; folder = dirname(folder)) {
      const other = first.get(keyOf(folder));
      if (!other) continue;
      const message = `${owners.describe(file)} needs the folder ${folder}, which ${owners.describe(other)} would be written to as a file.`;
      blame([file], message, 'Rename one of them.');
    }
  }
  return clashes;
}

/** The first file of each place, and all of those that share one: few do, and there may be a million. */
function byPlace(written: readonly Written[]) {
  const first = new Map<string, Written>();
  const shared = new Map<string, Written[]>();
  for (const file of written) {
    const key = keyOf(file.output);
    const other = first.get(key);
    const others = shared.get(key);
    if (!other) first.set(key, file);
    else if (others) others.push(file);
    else shared.set(key, [other, file]);
  }
  return { first, shared };
}

/** Which results files of labels are about. */
class Owners {
  private readonly results: ReadonlyMap<string, PlannedFile>;

  constructor(planned: readonly PlannedFile[], labels: readonly LabelFile[]) {
    this.results = new Map(labels.length === 0 ? [] : planned.map(file => [file.output, file]));
  }

  /** Undefined for a file that comes of all. */
  of(file: Written): PlannedFile | undefined {
    if (isResult(file)) return file;
    return file.of === undefined ? undefined : this.results.get(file.of);
  }

  /** For messages. */
  describe(file: Written): string {
    const owner = isResult(file) ? undefined : this.of(file);
    return owner ? `the labels of ${owner.input}` : file.input;
  }
}

function isResult(file: Written): file is PlannedFile {
  return 'version' in file;
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
