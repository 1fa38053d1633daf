import { placeIn } from '../../dataset/placeIn.ts';
import type {
  DevelopedFile,
  FollowedResult,
  PlannedAnnotations,
  PlannedFile,
} from '../../shared/development.ts';
import type { DropReason } from '../../shared/labels.ts';

export interface LabelSummary {
  /** Absolute paths of the annotation files; masks are not among them. */
  readonly files: readonly string[];
  /** What a person may not expect of them: sentences, each with the name of its file. */
  readonly notes: readonly string[];
  readonly masks: number;
  /** Objects that are in the results. */
  readonly objects: number;
  /** How many objects were dropped, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Results of which the annotations say nothing. */
  readonly unlabelled: number;
}

/** What of a result its annotations need. */
export type LabelledFile = Pick<DevelopedFile, 'shape' | 'labels'>;

/** All results of images that the annotations were read for, also without labels: formats that list images need them. */
export function resultsOf(
  developed: ReadonlyMap<PlannedFile, LabelledFile>,
  { images, outputFolder }: PlannedAnnotations,
): readonly FollowedResult[] {
  const inputs = new Set(images.map(({ path }) => path));
  const results: FollowedResult[] = [];
  for (const [{ input, relativePath, output, labels: planned }, { shape, labels }] of developed) {
    if (!inputs.has(input)) continue;
    const image = { path: input, relativePath };
    const place = placeIn(outputFolder, output);
    const said = planned && { hash: planned.hash };
    results.push({ image, output: place, shape, ...(labels && { packed: labels.packed }), ...said });
  }
  return results.sort((one, other) => (one.output < other.output ? -1 : 1));
}

export function countLabels(
  developed: ReadonlyMap<PlannedFile, LabelledFile>,
): Omit<LabelSummary, 'files' | 'notes'> {
  const dropped: Partial<Record<DropReason, number>> = {};
  let objects = 0;
  let masks = 0;
  let unlabelled = 0;
  for (const [{ labels: planned }, { labels }] of developed) {
    if (!labels) unlabelled++;
    if (planned?.maskOutput !== undefined) masks++;
    objects += labels?.objects ?? 0;
    for (const [reason, count] of Object.entries(labels?.dropped ?? {})) {
      dropped[reason as DropReason] = (dropped[reason as DropReason] ?? 0) + count;
    }
  }
  return { masks, objects, dropped, unlabelled };
}
