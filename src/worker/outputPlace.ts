import { lstat, realpath, stat } from 'node:fs/promises';
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
export async function prepareFolder({ output, outputFolder, input }: OutputPlace): Promise<void> {
  const folder = dirname(output);
  await makeFolder(outputFolder, input);
  const root = await realpath(outputFolder);
  refuseOutside(root, await realpath(await nearestExisting(folder)), output, input);
  await makeFolder(folder, input);
  refuseOutside(root, await realpath(folder), output, input);
}

async function nearestExisting(folder: string): Promise<string> {
  try {
    await lstat(folder);
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
export async function refuseOriginal({ input, output }: OutputPlace): Promise<void> {
  const [original, existing] = await Promise.all(
    [input, output].map(path => stat(path, { bigint: true }).catch(() => undefined)),
  );
  if (!original || original.dev !== existing?.dev || original.ino !== existing.ino) return;
  throw new DarkroomError('exists', `${output} is the original itself.`, {
    hint: 'Choose another output folder.',
    file: input,
  });
}
