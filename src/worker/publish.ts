import { link, lstat, mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { dirname, relative, isAbsolute } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { errorNumber, fileError } from '../dataset/fileErrors.ts';
import { DarkroomError } from '../shared/errors.ts';

export interface Publication {
  /** The original, which is never touched. */
  readonly input: string;
  /** Absolute path of the result. */
  readonly output: string;
  /** Nothing is written outside it. */
  readonly outputFolder: string;
  /** In the output's folder, where the bytes are gathered first. */
  readonly temporary: string;
  readonly overwrite: boolean;
  /** Called when the bytes are on the disk and only the name is missing; may throw to call it off. */
  beforePublish?(): void;
}

/**
 * Writes a result so that nobody ever sees a part of it: to a hidden file beside it, to the disk, then under its name.
 * @throws DarkroomError `exists`, `not_permitted`, `no_space`, `bad_argument`; nothing is left behind
 */
export async function publish(bytes: Uint8Array, publication: Publication): Promise<void> {
  const { output, temporary } = publication;
  try {
    await prepareFolder(publication);
    await refuseOriginal(publication);
    const file = await open(temporary, 'wx');
    try {
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      publication.beforePublish?.();
      await (publication.overwrite ? replace(temporary, output) : create(temporary, output));
    } finally {
      await unlinkIfAny(temporary);
    }
  } catch (thrown) {
    throw fileError(thrown, 'Writing', output, publication.input);
  }
}

/** Makes the folder, and holds that it really lies in the output folder, whatever links there are on the way. */
async function prepareFolder({ output, outputFolder, input }: Publication): Promise<void> {
  const folder = dirname(output);
  await makeFolder(outputFolder, input);
  const root = await realpath(outputFolder);
  refuseOutside(root, await realpath(await nearestExisting(folder)), output, input);
  await makeFolder(folder, input);
  refuseOutside(root, await realpath(folder), output, input);
}

/**
 * Makes a folder and what is missing above it, one by one: Node's own `recursive` asks endlessly where the system
 * answers that a folder does not exist but cannot be made either, as in /proc.
 */
async function makeFolder(folder: string, input: string): Promise<void> {
  if (await isFolder(folder, input)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeFolder(parent, input);
  try {
    await mkdir(folder);
  } catch (thrown) {
    // Another thread may have been quicker.
    if (errorNumber(thrown) === 'EEXIST' && (await isFolder(folder, input))) return;
    if (errorNumber(thrown) !== 'EEXIST' && errorNumber(thrown) !== 'ENOENT') throw thrown;
    const reason =
      errorNumber(thrown) === 'EEXIST' ? 'it is a link to nothing' : 'the disk does not allow it';
    throw new DarkroomError('not_permitted', `The folder ${folder} cannot be made: ${reason}.`, {
      hint: 'Choose another output folder.',
      file: input,
      cause: thrown,
    });
  }
}

/** @throws DarkroomError when something else has the name */
async function isFolder(path: string, input: string): Promise<boolean> {
  try {
    if ((await stat(path)).isDirectory()) return true;
  } catch (thrown) {
    // Below a file there is nothing either; the file itself is found on the way up.
    if (errorNumber(thrown) === 'ENOENT' || errorNumber(thrown) === 'ENOTDIR') return false;
    throw thrown;
  }
  throw new DarkroomError('bad_argument', `Expected a folder but ${path} is a file.`, {
    hint: 'Rename it, or choose another output folder.',
    file: input,
  });
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

async function refuseOriginal({ input, output }: Publication): Promise<void> {
  const [original, existing] = await Promise.all(
    [input, output].map(path => stat(path, { bigint: true }).catch(() => undefined)),
  );
  if (!original || original.dev !== existing?.dev || original.ino !== existing.ino) return;
  throw new DarkroomError('exists', `${output} is the original itself.`, {
    hint: 'Choose another output folder.',
    file: input,
  });
}

/**
 * Gives the finished file its name.
 * @param giveName makes a hard link; not every disk has them
 * @throws EEXIST when something has that name already
 */
export async function create(temporary: string, output: string, giveName = link): Promise<void> {
  try {
    await giveName(temporary, output);
  } catch (thrown) {
    if (errorNumber(thrown) === 'EEXIST') throw thrown;
    // A disk without hard links: an empty file of our own keeps the name until the finished one takes its place.
    await (await open(output, 'wx')).close();
    try {
      await replace(temporary, output);
    } catch (failure) {
      await unlinkIfAny(output);
      throw failure;
    }
  }
}

/** Windows refuses for a moment when a virus scanner or an indexer looks at the file. */
const busy: ReadonlySet<string | undefined> = new Set(['EPERM', 'EBUSY', 'EACCES']);
const pauses = [10, 30, 100, 300];

async function replace(temporary: string, output: string): Promise<void> {
  for (const wait of process.platform === 'win32' ? pauses : []) {
    try {
      await rename(temporary, output);
      return;
    } catch (thrown) {
      if (!busy.has(errorNumber(thrown))) throw thrown;
      await pause(wait);
    }
  }
  await rename(temporary, output);
}

async function unlinkIfAny(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw thrown;
  }
}
