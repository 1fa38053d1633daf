import { join, relative, sep } from 'node:path';
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
  return printable(withShortPaths(isNamed ? message : `${belowWorkingFolder(file)}: ${message}`));
}

/** With the paths in it as one would type them. */
function withShortPaths(text: string): string {
  const folder = workingFolder();
  if (folder === undefined) return text;
  return text
    .split(folder)
    .reduce((before, after) => before + (/(^|[\s("“])$/u.test(before) ? '' : folder) + after);
}

/** With a separator behind it; undefined when it is gone, which may be what the text is about. */
function workingFolder(): string | undefined {
  try {
    return join(process.cwd(), sep);
  } catch {
    return undefined;
  }
}
