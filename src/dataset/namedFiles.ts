import { findDeterministic } from '../engine/operations/index.ts';
import { DarkroomError, toProblem, type Problem } from '../shared/errors.ts';
import type { Pipeline, Step } from '../shared/pipeline.ts';
import { inside, numberOf, stepsInside, type StepPath } from '../shared/stepPath.ts';
import { arrayPath, listPath } from './namedPaths.ts';
import { fileError } from './fileErrors.ts';
import { openFile } from './plainFile.ts';

/** The files that a pipeline names, lists and arrays, and that cannot be read: its text is right, but it cannot be run. */
export async function unreadableFiles({ steps, exclude }: Pipeline): Promise<readonly Problem[]> {
  const attempts = [
    ...(exclude?.file === undefined ? [] : [open(listPath(exclude.file, exclude.folder))]),
    ...steps.flatMap((step, index) => openAll(step, [index], step.folder)),
  ];
  const outcomes = await Promise.allSettled(attempts);
  return outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [toProblem(outcome.reason)] : []));
}

function openAll(step: Step, path: StepPath, folder = ''): readonly Promise<void>[] {
  const within = stepsInside(step) ?? [];
  return [
    ...(findDeterministic(step.operation)?.files(step.values) ?? []).map(file =>
      open(arrayPath(file, folder), path),
    ),
    ...within.flatMap((inner, index) => openAll(inner, inside(path, index), folder)),
  ];
}

/** @param path of the step that names the file, if one does */
async function open(file: string, path?: StepPath): Promise<void> {
  try {
    await (await openFile(file)).close();
  } catch (thrown) {
    const error = fileError(thrown, 'Reading', file);
    if (!path || !(error instanceof DarkroomError)) throw error;
    const { code, message, hint } = error;
    throw new DarkroomError(code, `Step ${numberOf(path)}: ${message}`, { hint, cause: thrown });
  }
}
