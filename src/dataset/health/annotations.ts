import type { Problem } from '../../shared/errors.ts';
import { problemRule } from './rule.ts';

export const unknownClass = problemRule({
  id: 'unknownClass',
  title: 'Unknown classes',
  doc: 'Objects of a class that the dataset has no name for, or of none.',
  severity: 'error',
  takes: ({ message }) =>
    /the class \S+ has no name|category_id: expected a known id|expected a class but received/.test(message),
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
const found = [
  /reaches out of the image/,
  /expected a box inside/,
  /expected shares of the image from 0 to 1 but received \S+ it is kept/,
  /expected (a box with )?sides above 0/,
  /has no (labels|XML file in|mask in)/,
  /lies in no class folder/,
];

/** Whether rules on labels say the same. */
export function isFoundInLabels({ message }: Problem): boolean {
  return found.some(pattern => pattern.test(message));
}
