import type { Problem } from '../shared/errors.ts';
import type { FoundLabels } from '../shared/foundLabels.ts';
import type { Source } from '../shared/image.ts';

export interface ShownImage {
  readonly name: string;
  readonly source: Source;
  /** Its path below the workspace folder, the key of its randomness; absent outside of a workspace. */
  readonly path?: string;
}

/** What a view shows: an image, or why there is none. */
export type Shown = ShownImage | { readonly name: string; readonly problem: Problem } | undefined;

/** Labels that were found, and the path of the image they are of. */
export interface SampleLabels extends FoundLabels {
  readonly image: string;
}

/** The person knows the image by its name: the path is long and stands above the view. */
export function named(problem: Problem, shown: Shown): Problem {
  if (!shown) return problem;
  const isOnDisk = 'source' in shown && shown.source.kind === 'file';
  const message = isOnDisk
    ? problem.message.replaceAll(shown.source.path, () => shown.name)
    : problem.message;
  return { ...problem, message, file: shown.name };
}
