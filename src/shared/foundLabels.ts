import type { Problem } from './errors.ts';
import type { Labels } from './labels.ts';

export interface FindLabelsRequest {
  /** Absolute. */
  readonly image: string;
  /** The folder beyond which nothing is looked at: the workspace's. Absent: the image's own. */
  readonly root?: string;
  /** The annotations that were chosen. Absent: those that lie near the image. */
  readonly annotations?: string;
}

export interface FoundLabels {
  /** Where they were read; absent when there is nothing near the image. */
  readonly path?: string;
  /** Such as “COCO (JSON)”. */
  readonly title?: string;
  /** Absent when nothing is said of this image. */
  readonly labels?: Labels;
  /** Why what was chosen cannot be read. */
  readonly problem?: Problem;
}
