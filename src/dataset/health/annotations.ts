import type { LabelProblem, LabelProblemKind } from '../../shared/labelProblem.ts';
import { problemRule } from './rule.ts';

export const unknownClass = problemRule({
  id: 'unknownClass',
  title: 'Unknown classes',
  doc: 'Objects of a class that the dataset has no name for, or of none.',
  severity: 'error',
  takes: ({ kind }) =>
    kind === 'objects of unknown classes' ||
    kind === 'annotations of unknown categories' ||
    kind === 'boxes without a class',
});

export const orphans = problemRule({
  id: 'orphans',
  title: 'Annotations without an image',
  doc: 'Label files, and entries of annotation files, whose image is not there.',
  severity: 'warning',
  takes: ({ code }) => code === 'not_found',
});

export const annotations = problemRule({
  id: 'annotations',
  title: 'Damaged annotations',
  doc: 'What of the annotation files cannot be read, or cannot be meant as it is written.',
  severity: 'error',
  takes: () => true,
});

/** What rules on labels find themselves, with every image and not the first ones only. */
const foundInLabels: ReadonlySet<LabelProblemKind | undefined> = new Set<LabelProblemKind>([
  'boxes without area',
  'files without labels',
  'images without a class folder',
  'images without a mask',
  'images without annotations',
  'objects that reach out of their image',
]);

/** Whether rules on labels say the same. */
export function isFoundInLabels({ kind }: LabelProblem): boolean {
  return foundInLabels.has(kind);
}
