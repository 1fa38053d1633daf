import { printableLines } from '../shared/printable.ts';
import { print } from './standardStreams.ts';

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
