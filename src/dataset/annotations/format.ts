import type { LabelProblem } from '../../shared/labelProblem.ts';
import type { LabelledImage, LabelledResult, Labels } from '../../shared/labels.ts';

export type { LabelledImage, LabelledResult };

/** A way to write labels down. Adding one touches its file and one line in the list. */
export interface AnnotationFormat {
  readonly id: string;
  /** Such as “COCO (JSON)”. */
  readonly title: string;
  /** Whether a file or folder is in this format, judged by its content; cheap, and never throws. */
  recognizes(path: string): Promise<boolean>;
  /**
   * @param path the file or folder that the person named
   * @param images the images that are to be labelled; relative paths have forward slashes
   * @throws DarkroomError naming file, line and column when nothing of it can be read
   */
  read(path: string, images: readonly LabelledImage[]): Promise<AnnotationSet>;
}

/** All labels of a run, as they were read. */
export interface AnnotationSet {
  readonly format: string;
  /** All files that they were read from, and masks: nothing is written over them. Absolute. */
  readonly sources: readonly string[];
  /** By absolute path of the image; undefined where nothing is said of it. */
  labelsOf(image: LabelledImage): Labels | undefined;
  /** What could not be read or fits no image, each with file and place; the rest is there. */
  readonly problems: readonly LabelProblem[];
  /** Images that are masks, by absolute path: no samples, though they may lie among them. */
  readonly masks?: ReadonlySet<string>;
  /**
   * Where the mask of a result goes, as PNG: relative to the output folder, forward slashes.
   * @param output the result's own path there
   */
  maskPath?(image: LabelledImage, output: string): string | undefined;
  /**
   * The same labels in the same format for the results.
   * @returns files to be written, with paths relative to the output folder; masks are written with their images
   */
  write(results: readonly LabelledResult[]): readonly AnnotationFile[];
}

export interface AnnotationFile {
  /** Relative to the output folder, forward slashes; never leads out of it. */
  readonly path: string;
  readonly text: string;
  /** The result that it is about, by its output; absent when it is about all of them. */
  readonly of?: string;
  /** What a person may not expect of it: sentences, each with its name. */
  readonly notes?: readonly string[];
}
