import { printableLines } from '../shared/printable.ts';

/** Exit status of every command. */
export const exit = {
  /** All done. */
  done: 0,
  /** Some inputs failed, each named; all others are done. */
  someFailed: 1,
  /** The pipeline or the arguments are wrong; nothing was written. */
  wrongArguments: 2,
} as const;

/** Machine-readable results, alone on stdout. What is made printable in a string is an escape of JSON, too. */
export function printJson(value: unknown): void {
  process.stdout.write(`${printableLines(JSON.stringify(value, undefined, 2))}\n`);
}

/** The same on one line, for what is read while it comes. */
export function printJsonLine(value: unknown): void {
  process.stdout.write(`${printableLines(JSON.stringify(value))}\n`);
}

export function printLine(text: string): void {
  process.stdout.write(`${printableLines(text)}\n`);
}

/** Words for a person, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${printableLines(text)}\n`);
}
