import type { DevelopedFile, DevelopFilesRequest } from '../shared/development.ts';
import { toProblem, type Problem } from '../shared/errors.ts';
import { developFile, type MadeFile, type Surroundings } from './developFile.ts';
import type { Place } from './place.ts';

export type MakingOutcome = { readonly made: DevelopedFile | MadeFile } | { readonly problem: Problem };

/** Others may be waiting for the thread, and somebody for the progress. */
const enoughMilliseconds = 50;

/**
 * Files one after the other, until that has taken long enough; results still lack their names.
 * @returns what came of the first, and of as many after it as were begun
 * @throws AbortError when cancelled before anything was made
 */
export async function developFiles(
  { files, ...development }: DevelopFilesRequest,
  surroundings: Surroundings,
  place: Place,
): Promise<readonly MakingOutcome[]> {
  const began = performance.now();
  const outcomes: MakingOutcome[] = [];
  for (const [index, file] of files.entries()) {
    if (index > 0 && performance.now() - began > enoughMilliseconds) break;
    place.set(index);
    try {
      outcomes.push({ made: await developFile({ ...development, ...file }, surroundings) });
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (problem.code !== 'aborted') outcomes.push({ problem });
      else if (index === 0) throw thrown;
      else break;
    }
  }
  return outcomes;
}
