import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkpoint } from '../../engine/checkpoint.ts';
import type { LabelProblem } from '../../shared/labelProblem.ts';
import type { LabelledImage, Labels } from '../../shared/labels.ts';
import type { AnnotationSet } from '../annotations/format.ts';
import { summaryOf, type OpenDataset } from './layout.ts';

/** Images that are gone through in a row before others have their turn. */
const inARow = 512;

/** A dataset of annotations that are in memory once they are read: the first that says something of an image counts. */
export function ofSets(
  annotations: readonly string[],
  sets: readonly AnnotationSet[],
  more: {
    readonly classes?: readonly string[];
    readonly splitOf?: (image: LabelledImage) => string | undefined;
    readonly problems?: readonly LabelProblem[];
    /** Whether labels of this layout are objects on the image. */
    readonly hasObjects?: boolean;
  } = {},
): OpenDataset {
  const { classes = [], splitOf, problems = [], hasObjects = false } = more;
  const labelsOf = (image: LabelledImage): Labels | undefined => {
    for (const set of sets) {
      const labels = set.labelsOf(image);
      if (labels) return labels;
    }
    return undefined;
  };
  const masks = new Set(sets.flatMap(set => [...(set.masks ?? [])]));
  return {
    annotations,
    ...(masks.size > 0 && { masks }),
    ...(splitOf && { splitOf }),
    summarize: async (images, take) => {
      for (const [index, image] of images.entries()) {
        checkpoint();
        if (index % inARow === inARow - 1) await nextTurn();
        const labels = labelsOf(image);
        const summary = labels && summaryOf(labels);
        take(image, summary && (hasObjects ? summary : { classes: summary.classes }));
      }
    },
    labelsOf: images => Promise.resolve(images.map(labelsOf)),
    classes: () => classes,
    problems: () => [...problems, ...sets.flatMap(set => set.problems)],
  };
}
