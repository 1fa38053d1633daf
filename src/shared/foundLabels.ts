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

export interface NearAnnotationsRequest {
  /** Files and folders that are to be developed. Absolute. */
  readonly inputs: readonly string[];
  /** The folder beyond which nothing is looked at: the workspace's. Absent: the images' own. */
  readonly root?: string;
  /** Names of folders with developed images, which are left out. */
  readonly except: readonly string[];
}

/** Annotations that lie near images and say something of some of them. */
export interface NearAnnotations {
  /** Absolute. */
  readonly path: string;
  /** Such as “COCO (JSON)”. */
  readonly title: string;
}
