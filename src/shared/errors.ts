/**
 * What went wrong, as plain data that crosses every wire.
 *
 * A problem with `bug: true` is a fault of Darkroom's own and is shown as such, with its stack; all others are
 * something the person can act on, and say what to do in `hint`.
 */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint?: string;
  /** Path of the file concerned. */
  readonly file?: string;
  /** Where in it, from 1, when it is text. */
  readonly line?: number;
  readonly column?: number;
  /** Index of the pipeline step concerned, from 0. */
  readonly step?: number;
  /** The path below that step of the one inside it that is concerned. */
  readonly below?: readonly number[];
  /** Name of the step's parameter concerned. */
  readonly parameter?: string;
  readonly bug?: true;
  readonly stack?: string;
}

export type ErrorCode =
  | 'unreadable' // the bytes are not an image that can be decoded
  | 'unsupported' // a real image in a form that is not supported
  | 'too_large' // over the size limit
  | 'not_found'
  | 'not_permitted'
  | 'exists' // would overwrite
  | 'no_space'
  | 'too_many_open' // the system opens no more files
  | 'in_use' // another run is writing to the folder, or a person is changing the text
  | 'output_lost' // the output folder was taken away in the middle of a run
  | 'out_of_domain' // an operation cannot work on this image
  | 'bad_pipeline'
  | 'bad_labels' // an annotation file is damaged, or says what cannot be
  | 'bad_argument'
  | 'not_started' // there is no worker process to be had
  | 'timeout'
  | 'crashed' // the file took the decoding process down
  | 'aborted'
  | 'bytes_wanted' // the worker is to be sent the image's bytes; never seen by a person
  | 'bug';

/** An expected failure: a message for a person, never a bug. */
export class DarkroomError extends Error {
  readonly code: ErrorCode;
  readonly hint: string | undefined;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly step: number | undefined;
  readonly below: readonly number[] | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    more: {
      hint?: string | undefined;
      file?: string | undefined;
      line?: number | undefined;
      column?: number | undefined;
      step?: number | undefined;
      below?: readonly number[] | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'DarkroomError';
    this.code = code;
    this.hint = more.hint;
    this.file = more.file;
    this.line = more.line;
    this.column = more.column;
    this.step = more.step;
    this.below = more.below;
  }
}

/** The plain form of anything thrown. Unknown exceptions become a `bug` with their stack. */
export function toProblem(thrown: unknown, context: { file?: string; step?: number } = {}): Problem {
  if (thrown instanceof DarkroomError) {
    const { code, message, hint, line, column, below } = thrown;
    const { file = context.file, step = context.step } = thrown;
    return {
      code,
      message,
      ...(hint !== undefined && { hint }),
      ...(file !== undefined && { file }),
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
      ...(step !== undefined && { step }),
      ...(below !== undefined && { below }),
    };
  }
  if (isAbort(thrown)) return { code: 'aborted', message: 'Cancelled.' };
  if (isShortOfMemory(thrown)) return toProblem(outOfMemory(thrown), context);
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  return {
    code: 'bug',
    message: error.message,
    ...context,
    bug: true,
    ...(error.stack !== undefined && { stack: error.stack }),
  };
}

/** What V8 says of an array or a compiled module that found no memory, as where a process may only have so much. */
const shortOfMemory =
  /^(?:Array buffer allocation failed|\w+\.\w+\(\): (?:Out of memory|could not allocate memory))/i;

function isShortOfMemory(thrown: unknown): boolean {
  return thrown instanceof RangeError && shortOfMemory.test(thrown.message);
}

/** Of pixels, labels or other work that found no memory. */
export function outOfMemory(cause: unknown): DarkroomError {
  return new DarkroomError('too_large', 'There was not enough memory.', {
    hint: 'Use fewer workers at once, smaller images, or parts of the annotations.',
    cause,
  });
}

/** What is wrong and what can be done, in one text. */
export function withHint({ message, hint }: Pick<Problem, 'message' | 'hint'>): string {
  return hint === undefined ? message : `${message} ${hint}`;
}

/** The message without the step that it begins with, for a place that says which step it is about. */
export function messageAtStep({ message }: Pick<Problem, 'message'>): string {
  return message.replace(/^Step \d+(?:\.\d+)*: /, '');
}

/** The inverse of `toProblem`: what the receiving side of a wire throws. */
export function fromProblem(problem: Problem): Error {
  if (problem.code === 'aborted') return abortError(problem.message);
  if (problem.bug) {
    const error = new Error(problem.message);
    if (problem.stack !== undefined) error.stack = problem.stack;
    return error;
  }
  return new DarkroomError(problem.code, problem.message, problem);
}

/** What work throws that is called off, as `AbortSignal` has it. */
export function abortError(message = 'Cancelled.'): Error {
  return new DOMException(message, 'AbortError');
}

export function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}
