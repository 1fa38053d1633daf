import type { Problem } from '../../shared/errors.ts';
import type { Labels } from '../../shared/labels.ts';
import type { Shape } from '../../shared/shape.ts';

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

/** An image as a run finds it. */
export interface LabelledImage {
  /** Absolute. */
  readonly path: string;
  /** Below the folder it was found in. */
  readonly relativePath: string;
}

/** All labels of a run, as they were read. */
export interface AnnotationSet {
  readonly format: string;
  /** By absolute path of the image; undefined where nothing is said of it. */
  labelsOf(image: LabelledImage): Labels | undefined;
  /** What could not be read or fits no image, each with file and place; the rest is there. */
  readonly problems: readonly Problem[];
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

/** What became of one image; with several versions there are several results of one image. */
export interface LabelledResult {
  readonly image: LabelledImage;
  /** The result's path relative to the output folder, forward slashes. */
  readonly output: string;
  /** Of the result. */
  readonly shape: Shape;
  /** In continuous pixels of the result. */
  readonly labels: Labels;
}

export interface AnnotationFile {
  /** Relative to the output folder, forward slashes; never leads out of it. */
  readonly path: string;
  readonly text: string;
}
