import { appendFile, closeSync, constants, open, stat } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { placeIn } from '../dataset/earlierResults.ts';
import { errorNumber } from '../dataset/fileErrors.ts';
import { printLine } from '../dataset/manifest/lines.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Publication } from './temporaryFile.ts';

const [openFile, appendTo, factsOf] = [promisify(open), promisify(appendFile), promisify(stat)];

/** Opened anew each time and never made: a run that took over the folder takes the file away. */
const append = constants.O_WRONLY | constants.O_APPEND;

/** To note many takes no longer than to note one, and takes processor time from those who make more. */
const gatheringMilliseconds = 25;

/** Lines that go into a file together, once those before them are written. */
interface Waiting {
  text: string;
  written: Promise<void>;
}

const waiting = new Map<string, Waiting>();
const writing = new Map<string, Promise<void>>();

/** Notes what is about to get its name, so that after a death it is known to be ours; many are noted at once. */
export function claim({ claims, output }: Publication, hash: string): Promise<void> {
  if (claims === undefined) return Promise.resolve();
  const line = printLine({ kind: 'claim', output: placeIn(dirname(claims), output), hash });
  const others = waiting.get(claims);
  if (others) {
    others.text += line;
    return others.written;
  }
  const before = writing.get(claims) ?? Promise.resolve();
  const lines: Waiting = { text: line, written: before };
  waiting.set(claims, lines);
  lines.written = before
    .catch(() => undefined)
    .then(() => pause(gatheringMilliseconds))
    .then(() => {
      waiting.delete(claims);
      return write(claims, lines.text);
    })
    .finally(() => {
      if (writing.get(claims) === lines.written) writing.delete(claims);
    });
  writing.set(claims, lines.written);
  return lines.written;
}

async function write(claims: string, text: string): Promise<void> {
  try {
    const file = await openFile(claims, append);
    try {
      await appendTo(file, text);
    } finally {
      closeSync(file);
    }
    // Taken away since it was opened, it may have been read before this was in it.
    await factsOf(claims);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw thrown;
    throw new DarkroomError('output_lost', `${dirname(claims)} was removed or taken over during the run.`, {
      hint: 'Run again: what is done stays where it is.',
      file: dirname(claims),
      cause: thrown,
    });
  }
}
