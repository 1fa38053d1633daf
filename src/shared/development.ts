import type { Problem } from './errors.ts';
import type { DevelopedLabels, LabelledImage, LabelledResult, Labels } from './labels.ts';
import type { Mode, Output, Pipeline } from './pipeline.ts';
import type { Shape } from './shape.ts';

export interface PlanRequest {
  /** Files and folders. */
  readonly inputs: readonly string[];
  readonly outputFolder: string;
  readonly output: Output;
  /** Results per image, 1 or more; where there are several, their names end in `_v1`, `_v2`, …. */
  readonly versions: number;
  readonly overwrite: boolean;
  /** A file or folder that says what is on the images, in any of the formats that are read. Absolute. */
  readonly annotations?: string;
}

export interface Plan {
  /** Absolute. */
  readonly outputFolder: string;
  /** What can be developed; nothing in it is named in `conflicts`. */
  readonly files: readonly PlannedFile[];
  /**
   * What cannot be developed as asked, each named: two inputs that would write one output, outputs that exist
   * (`exists`, with the input as `file`), inputs that are not there, folders without images.
   */
  readonly conflicts: readonly Problem[];
  /** Where the labels come from and go to. */
  readonly annotations: readonly PlannedAnnotations[];
}

/** Labels that follow their images. */
export interface PlannedAnnotations {
  /** Where they were read. Absolute. */
  readonly path: string;
  /** Such as “COCO (JSON)”. */
  readonly title: string;
  readonly outputFolder: string;
  /** All images that they were read for. */
  readonly images: readonly LabelledImage[];
  /** What could not be read, and what fits no image; the rest is there. */
  readonly problems: readonly Problem[];
}

export interface PlannedFile {
  readonly input: string;
  readonly output: string;
  /** The input's path below the folder it was found in, with forward slashes; the key of its randomness. */
  readonly relativePath: string;
  /** Which of the image's versions it is, from 0. */
  readonly version: number;
  readonly labels?: PlannedLabels;
}

export interface PlannedLabels {
  readonly labels: Labels;
  /** Where they were read: the path of the `PlannedAnnotations`. */
  readonly source: string;
  /** Where the result's mask is written, when the labels have a mask. Absolute. */
  readonly maskOutput?: string;
}

export interface DevelopFileRequest extends PlannedFile {
  /** Names the batch that the file belongs to, for `cancelJob`. Letters and digits. */
  readonly job: string;
  /** Nothing is written outside this folder. */
  readonly outputFolder: string;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  readonly overwrite: boolean;
}

export interface DevelopedFile {
  readonly shape: Shape;
  readonly bytes: number;
  readonly labels?: DevelopedLabels;
}

export interface WriteAnnotationsRequest {
  readonly annotations: Pick<PlannedAnnotations, 'path' | 'outputFolder' | 'images'>;
  readonly results: readonly LabelledResult[];
  readonly job: string;
  readonly overwrite: boolean;
}

/** The image files that files and folders stand for, in a fixed order, and what is wrong with the rest. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
}

export interface FoundFile {
  /** The path as it was given, or below the folder as it was given. */
  readonly path: string;
  /** Below the folder it was found in, with forward slashes; the file's name when the file itself was given. */
  readonly relativePath: string;
}
