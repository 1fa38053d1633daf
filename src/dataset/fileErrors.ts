import { DarkroomError, type ErrorCode } from '../shared/errors.ts';

interface Meaning {
  readonly code: ErrorCode;
  readonly words: string;
  readonly hint?: string;
}

const failingDisk: Meaning = {
  code: 'not_permitted',
  words: 'is on a disk that fails',
  hint: 'Check the disk and its connection, then try again.',
};

/** What to do where a process, or the system, has as many files open as it may. */
export const openFilesHint = 'Raise the limit of open files (ulimit -n), or use fewer workers.';

const tooManyOpen: Meaning = {
  code: 'too_many_open',
  words: 'cannot be opened, for too many files are open',
  hint: openFilesHint,
};

const known: Readonly<Record<string, Meaning>> = {
  ENOENT: {
    code: 'not_found',
    words: 'does not exist',
    hint: 'Check the path; it may have been moved.',
  },
  ENOTDIR: { code: 'bad_argument', words: 'has a file where a folder is expected on its path' },
  EISDIR: { code: 'bad_argument', words: 'is a folder, not a file' },
  ELOOP: { code: 'bad_argument', words: 'is a link that leads back to itself' },
  ENAMETOOLONG: { code: 'bad_argument', words: 'has a name that is too long for this disk' },
  EINVAL: { code: 'bad_argument', words: 'has a name that this disk does not accept' },
  ENXIO: { code: 'bad_argument', words: 'is a socket or a device, not a file' },
  EEXIST: { code: 'exists', words: 'exists already' },
  EACCES: { code: 'not_permitted', words: 'is not permitted', hint: 'Check the permissions.' },
  EPERM: { code: 'not_permitted', words: 'is not permitted', hint: 'Check the permissions.' },
  EROFS: { code: 'not_permitted', words: 'is on a read-only disk', hint: 'Choose another folder.' },
  EBUSY: {
    code: 'not_permitted',
    words: 'is in use by another program',
    hint: 'Close it there, then try again.',
  },
  ENOSPC: { code: 'no_space', words: 'does not fit: the disk is full', hint: 'Make room, then run again.' },
  EDQUOT: {
    code: 'no_space',
    words: 'does not fit: the quota is used up',
    hint: 'Make room, then run again.',
  },
  EMFILE: tooManyOpen,
  ENFILE: tooManyOpen,
  EIO: failingDisk,
  // Of network disks and other systems mounted by programs.
  ENOTCONN: failingDisk,
  ESTALE: failingDisk,
  ETIMEDOUT: failingDisk,
  EFBIG: { code: 'too_large', words: 'is larger than this disk allows for a file' },
};

/** Node.js gives U+FFFD for bytes of a name that are no text, and does not find the file by it. */
const unreadableName: Meaning = {
  code: 'not_found',
  words: 'does not exist, or its name is not UTF-8',
  hint: 'Rename it.',
};

/**
 * What a failed call of the file system means to a person; anything else is returned as it is.
 * @param doing what was tried, such as `Reading` or `Writing`
 */
export function fileError(thrown: unknown, doing: string, path: string, file = path): unknown {
  const meaning = meaningOf(thrown, path);
  if (!meaning) return thrown;
  const message = `${doing} ${path}: it ${meaning.words}.`;
  return new DarkroomError(meaning.code, message, { hint: meaning.hint, file, cause: thrown });
}

/**
 * What reading a file or folder comes to.
 * @throws DarkroomError for what the system says of it
 */
export async function reading<Result>(path: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (thrown) {
    throw fileError(thrown, 'Reading', path);
  }
}

function meaningOf(thrown: unknown, path: string): Meaning | undefined {
  const number = errorNumber(thrown) ?? '';
  return number === 'ENOENT' && path.includes('\ufffd') ? unreadableName : known[number];
}

/** Whether there is nothing at a path, nor can be where a file stands in the place of a folder. */
export function isAbsence(thrown: unknown): boolean {
  return errorNumber(thrown) === 'ENOENT' || errorNumber(thrown) === 'ENOTDIR';
}

/** The system's name of an error, such as `ENOENT`. */
export function errorNumber(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  return typeof thrown.code === 'string' ? thrown.code : undefined;
}
