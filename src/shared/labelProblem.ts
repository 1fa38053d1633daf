import type { Problem } from './errors.ts';

/** What can be wrong with annotations, in the plural, as those that are only counted are called. */
export type LabelProblemKind =
  | 'annotations of unknown categories'
  | 'annotations of unknown images'
  | 'annotations without an id of their own'
  | 'boxes left out, without area'
  | 'boxes without a class'
  | 'boxes without area'
  | 'columns of places that do not move'
  | 'damaged annotations'
  | 'damaged boxes'
  | 'damaged categories'
  | 'damaged files'
  | 'damaged images'
  | 'damaged keypoints'
  | 'damaged lines'
  | 'damaged masks'
  | 'damaged objects'
  | 'damaged polygons'
  | 'damaged segmentations'
  | 'files that cannot be read'
  | 'files with an impossible size'
  | 'files without an image'
  | 'files without annotation'
  | 'files without labels'
  | 'images whose file is in doubt'
  | 'images without a class folder'
  | 'images without a file'
  | 'images without a mask'
  | 'images without annotations'
  | 'labels that fit several images'
  | 'links that lead elsewhere'
  | 'lists that cannot be read'
  | 'masks compressed with loss'
  | 'masks of another size than their image'
  | 'numbers of classes that contradict each other'
  | 'objects of unknown classes'
  | 'objects that reach out of their image'
  | 'rows of another size than others of their image'
  | 'rows with another number of columns'
  | 'rows with damaged quotation marks'
  | 'rows without a usable file'
  | 'sets that count from 0'
  | 'sets without images'
  | 'sets without names'
  | 'shapes other than boxes'
  | 'splits without images';

/** What is wrong with the labels of a dataset, or keeps them from being read. */
export interface LabelProblem extends Problem {
  /** Absent for what is not the labels' own, such as a file that is gone. */
  readonly kind?: LabelProblemKind;
  /** It stands for so many of its kind that are not told one by one. */
  readonly count?: number;
}
