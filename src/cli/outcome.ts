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

/** Words for a person, on stderr. */
export function say(text: string): void {
  process.stderr.write(`${printableLines(text)}\n`);
}
