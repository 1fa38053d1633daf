import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, relative } from 'node:path';
import { errorNumber } from '../dataset/fileErrors.ts';
import { makeFolder } from '../dataset/makeFolder.ts';
import { DarkroomError } from '../shared/errors.ts';

/** Where a result goes, and what it is made of. Absolute paths. */
interface OutputPlace {
  readonly input: string;
  readonly output: string;
  readonly outputFolder: string;
}

/** Makes the folder, and holds that it really lies in the output folder, whatever links there are on the way. */
export function prepareFolder({ output, outputFolder, input }: OutputPlace): void {
  const folder = dirname(output);
  if (isFolder(folder)) {
    if (folder === outputFolder) return;
    refuseOutside(realpathSync.native(outputFolder), realpathSync.native(folder), output, input);
    return;
  }
  makeFolder(outputFolder, input);
  const root = realpathSync(outputFolder);
  refuseOutside(root, realpathSync(nearestExisting(folder)), output, input);
  makeFolder(folder, input);
  refuseOutside(root, realpathSync(folder), output, input);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function nearestExisting(folder: string): string {
  try {
    lstatSync(folder);
    return folder;
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw thrown;
    return nearestExisting(dirname(folder));
  }
}

function refuseOutside(root: string, folder: string, output: string, input: string): void {
  const path = relative(root, folder);
  if (path === '' || !(isAbsolute(path) || path === '..' || /^\.\.[\\/]/.test(path))) return;
  throw new DarkroomError(
    'not_permitted',
    `${output} would be written outside the output folder, into ${folder}.`,
    {
      hint: 'Remove the link in the output folder, or choose another output folder.',
      file: input,
    },
  );
}

/** Nothing is written over an original, by whatever path it is reached. */
export function refuseOriginal({ input, output }: OutputPlace): void {
  const existing = factsOf(output);
  if (!existing) return;
  const original = factsOf(input);
  if (original?.dev !== existing.dev || original.ino !== existing.ino) return;
  throw new DarkroomError('exists', `${output} is the original itself.`, {
    hint: 'Choose another output folder.',
    file: input,
  });
}

function factsOf(path: string) {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** What is to be said of a file that may not be written: that no other may be either, where that is so. */
export function lostFolder(folder: string, thrown: unknown): unknown {
  if (!(thrown instanceof DarkroomError) || thrown.code !== 'not_permitted') return thrown;
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return thrown;
  } catch {
    const message = `${folder} may not be written to any more.`;
    const hint = 'Check its permissions and its disk, then run again: what is done stays.';
    return new DarkroomError('output_lost', message, { hint, file: folder, cause: thrown });
  }
}
