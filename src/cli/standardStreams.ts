import { fstatSync, writeFileSync } from 'node:fs';
import { errorNumber, fileError } from '../dataset/fileErrors.ts';
import { DarkroomError } from '../shared/errors.ts';
import { printableLines } from '../shared/printable.ts';
import { exit, say } from './outcome.ts';

const hint = 'Run again with an output that can be written to, to have what is printed.';

let isStdoutLost = false;

/** Work is never given up because nobody reads what is said of it: it comes to its end and its own exit status. */
export function outliveStreams(): void {
  process.stdout.on('error', loseStdout);
  process.stderr.on('error', () => undefined);
}

/** Machine-readable results, alone on stdout. What is made printable in a string is an escape of JSON, too. */
export function printJson(value: unknown): void {
  print(`${printableLines(JSON.stringify(value, undefined, 2))}\n`);
}

/** The same on one line, for what is read while it comes. */
export function printJsonLine(value: unknown): void {
  print(`${printableLines(JSON.stringify(value))}\n`);
}

export function printLine(text: string): void {
  print(`${printableLines(text)}\n`);
}

/** Prints on stdout; nothing any more once that has failed. */
export function print(text: string): void {
  if (isStdoutLost) return;
  if (!isFile()) {
    process.stdout.write(text);
    return;
  }
  // A stream takes it for written when a full disk took only a part of it.
  try {
    writeFileSync(process.stdout.fd, text);
  } catch (thrown) {
    loseStdout(thrown);
  }
}

function isFile(): boolean {
  return fstatSync(process.stdout.fd).isFile();
}

function loseStdout(thrown: unknown): void {
  if (isStdoutLost) return;
  isStdoutLost = true;
  // Whoever reads the output may have seen enough, as head does.
  if (errorNumber(thrown) === 'EPIPE') return;
  const error = fileError(thrown, 'Writing to', 'stdout');
  const reason = error instanceof DarkroomError ? error.message : `Writing to stdout: ${String(thrown)}.`;
  say(`error: ${reason} What is printed there is not whole; all else goes on.\n  ${hint}`);
  process.once('exit', () => {
    if (process.exitCode === exit.done || process.exitCode === undefined) process.exitCode = exit.someFailed;
  });
}
