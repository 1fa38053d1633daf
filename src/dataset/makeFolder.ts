import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DarkroomError } from '../shared/errors.ts';
import { errorNumber, fileError, isAbsence } from './fileErrors.ts';

/**
 * Makes a folder and what is missing above it, one by one: Node's own `recursive` asks endlessly where the system
 * answers that a folder does not exist but cannot be made either, as in /proc.
 * @param input the file that it is made for, for messages
 * @throws DarkroomError when it cannot be made
 */
export function makeFolder(folder: string, input: string): void {
  if (isFolder(folder, input)) return;
  const parent = dirname(folder);
  if (parent !== folder) makeFolder(parent, input);
  try {
    mkdirSync(folder);
  } catch (thrown) {
    // Another thread may have been quicker.
    if (errorNumber(thrown) === 'EEXIST' && isFolder(folder, input)) return;
    if (errorNumber(thrown) !== 'EEXIST' && errorNumber(thrown) !== 'ENOENT')
      throw fileError(thrown, 'Making the folder', folder, input);
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
function isFolder(path: string, input: string): boolean {
  try {
    if (statSync(path).isDirectory()) return true;
  } catch (thrown) {
    // Below a file there is nothing either; the file itself is found on the way up.
    if (isAbsence(thrown)) return false;
    throw fileError(thrown, 'Looking for the folder', path, input);
  }
  throw new DarkroomError('bad_argument', `Expected a folder but ${path} is a file.`, {
    hint: 'Rename it, or choose another output folder.',
    file: input,
  });
}
