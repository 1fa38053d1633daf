import { closeSync, constants, fdatasync, fstat, open, read, stat, write as writeBytes } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { placeIn } from '../dataset/placeIn.ts';
import { errorNumber } from '../dataset/fileErrors.ts';
import { printLine } from '../dataset/manifest/lines.ts';
import type { Claims } from '../shared/development.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Publication } from './temporaryFile.ts';

// Opened anew each time and never made: a run that took over the folder takes the file away.
const [openFile, factsOf, factsOfOpen] = [promisify(open), promisify(stat), promisify(fstat)];
const [readFrom, writeTo] = [promisify(read), promisify(writeBytes)];
const flush = (file: number) => promisify(fdatasync)(file);

/** To note many takes no longer than to note one, and takes processor time from those who make more. */
const gatheringMilliseconds = 25;

/** Lines that go into a file together, once those before them are written. */
interface Waiting {
  text: string;
  written: Promise<void>;
}

const waiting = new Map<string, Waiting>();
const writing = new Map<string, Promise<void>>();
/** Where the lines end that this thread has written. */
const places = new Map<string, number>();

/** Notes what is about to get its name, so that after a death it is known to be ours; many are noted at once. */
export function claim({ claims, output }: Publication, hash: string): Promise<void> {
  if (claims === undefined) return Promise.resolve();
  const { path } = claims;
  const line = printLine({ kind: 'claim', output: placeIn(dirname(path), output), hash });
  const others = waiting.get(path);
  if (others) {
    others.text += line;
    return others.written;
  }
  const before = writing.get(path) ?? Promise.resolve();
  const lines: Waiting = { text: line, written: before };
  waiting.set(path, lines);
  lines.written = before
    .catch(() => undefined)
    .then(() => pause(gatheringMilliseconds))
    .then(() => {
      waiting.delete(path);
      return write(claims, lines.text);
    })
    .finally(() => {
      if (writing.get(path) === lines.written) writing.delete(path);
    });
  writing.set(path, lines.written);
  return lines.written;
}

async function write({ path, room }: Claims, text: string): Promise<void> {
  try {
    const file = await openFile(path, constants.O_RDWR);
    try {
      const place = await endOfLines(file, places.get(path) ?? 0);
      const end = place + (await writeAt(file, text, place));
      places.set(path, end);
      await keepRoom(file, end, room);
      // A power cut leaves names whose claims are lost, unless these are on the disk first.
      await flush(file);
    } finally {
      closeSync(file);
    }
    // Taken away since it was opened, it may have been read before this was in it.
    await factsOf(path);
  } catch (thrown) {
    if (errorNumber(thrown) !== 'ENOENT') throw thrown;
    throw new DarkroomError('output_lost', `${dirname(path)} was removed or taken over during the run.`, {
      hint: 'Run again: what is done stays where it is.',
      file: dirname(path),
      cause: thrown,
    });
  }
}

const newline = 10;

/**
 * Where the first empty line is, or the end of the file. Others may have written since: the annotations' thread, or a
 * process that died, whose last line may be torn.
 * @param from where a line begins
 */
async function endOfLines(file: number, from: number): Promise<number> {
  const bytes = new Uint8Array(4096);
  let place = from;
  let before = newline;
  for (;;) {
    const { bytesRead } = await readFrom(file, bytes, 0, bytes.length, place);
    for (let index = 0; index < bytesRead; index++, place++) {
      if (before === newline && bytes[index] === newline) return place;
      before = bytes[index]!;
    }
    if (bytesRead > 0) continue;
    // A torn line is to spoil no other.
    return before === newline ? place : place + (await writeAt(file, '\n', place));
  }
}

async function writeAt(file: number, text: string, place: number): Promise<number> {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length) {
    written += (await writeTo(file, bytes, written, bytes.length - written, place + written)).bytesWritten;
  }
  return written;
}

/** For as long as the disk has some. */
async function keepRoom(file: number, end: number, room: number): Promise<void> {
  const { size } = await factsOfOpen(file);
  if (size - end < room) await writeAt(file, '\n'.repeat(room), size).catch(() => undefined);
}
