import { relative } from 'node:path';
import { belowFolder } from '../shared/belowFolder.ts';
import type { Problem } from '../shared/errors.ts';
import { printable } from '../shared/printable.ts';

/** A path as it is shown to a person, in one line: below the working folder without it, else whole. */
export function shownPath(path: string): string {
  return printable(belowWorkingFolder(path));
}

function belowWorkingFolder(path: string): string {
  const below = relative('', path);
  return below === '' || below.startsWith('..') ? path : below;
}

/** A text as it is shown to a person: paths in it as one would type them, or whole where the working folder is gone. */
export function shownText(text: string): string {
  let shown = text;
  try {
    shown = belowFolder(text, process.cwd());
  } catch {
    // That is what the text is about.
  }
  return printable(shown);
}

/** What is wrong, with the file and what can be done; a bug says that it is one, with its stack. */
export function describeProblem(problem: Problem): string {
  const { hint, bug, stack } = problem;
  const lines = [describeMessage(problem)];
  if (hint !== undefined) lines.push(`  ${hint}`);
  if (bug) lines.push(stack ?? '', 'This is a bug in Darkroom; please report it with the lines above.');
  return lines.join('\n');
}

/** Lines of problems; beyond `most` they are only counted. A hint that several share is given once, at the end. */
export function describeProblems(problems: readonly Problem[], most = Infinity): string {
  const shown = problems.slice(0, most);
  const hint =
    shown.length > 1 && shown.every(problem => problem.hint === shown[0]?.hint) ? shown[0]?.hint : undefined;
  const lines = shown.map(problem =>
    hint === undefined ? describeProblem(problem) : describeMessage(problem),
  );
  if (problems.length > most) lines.push(`… and ${problems.length - most} more.`);
  if (hint !== undefined) lines.push(`  ${hint}`);
  return lines.join('\n');
}

function describeMessage({ file, message }: Problem): string {
  const isNamed = file === undefined || message.includes(file);
  return shownText(isNamed ? message : `${belowWorkingFolder(file)}: ${message}`);
}
