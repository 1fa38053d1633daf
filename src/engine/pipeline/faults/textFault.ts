import { lineStart } from '../edit/lines.ts';

/** What is wrong with a text, in the words of whoever writes a pipeline, and where, in its characters. */
export interface TextFault {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What is probably meant to stand there. */
  readonly suggestion?: string;
}

/** A text that is of another language has as many as it has lines or words; each is looked into. */
export const mostErrors = 100;

/** Parsers go on after an error and stumble over what follows from it: only the first of each line is of use. */
export function firstOfEachLine(text: string, faults: readonly TextFault[]): readonly TextFault[] {
  const lines = faults.map(({ start }) => lineStart(text, start));
  return faults.filter((_fault, index) => lines.indexOf(lines[index]!) === index);
}

/** What a sticky expression finds from a place on. */
export function match(text: string, from: number, sticky: RegExp): RegExpExecArray | null {
  sticky.lastIndex = from;
  return sticky.exec(text);
}
