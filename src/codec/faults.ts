import { DarkroomError } from '../shared/errors.ts';

/** The bytes are damaged: nothing that can be shown without guessing. */
export function damaged(title: string, what: string, cause?: unknown): DarkroomError {
  return new DarkroomError('unreadable', `The ${title} file is damaged: ${what}.`, {
    hint: 'Save or download the image again.',
    cause,
  });
}

/** The file ends before its image does. */
export function truncated(title: string): DarkroomError {
  return new DarkroomError('unreadable', `The ${title} file is truncated: it ends before the image does.`, {
    hint: 'Copy or download it again; the missing part cannot be recovered.',
  });
}

/** A sound file in a form that is not read. */
export function unsupported(title: string, what: string, hint?: string): DarkroomError {
  return new DarkroomError('unsupported', `${title} with ${what} is not supported.`, {
    hint: hint ?? 'Convert the image to PNG or JPEG with another program first.',
  });
}

/** What `work` gives; its errors know their file. */
export function naming<Result>(name: string, work: () => Result): Result {
  try {
    return work();
  } catch (thrown) {
    throw withFile(thrown, name);
  }
}

/** The same error, knowing its file. */
export function withFile(thrown: unknown, name: string): unknown {
  if (!(thrown instanceof DarkroomError) || thrown.file !== undefined) return thrown;
  const { code, message, hint, cause } = thrown;
  return new DarkroomError(code, message, { hint, file: name, cause });
}
