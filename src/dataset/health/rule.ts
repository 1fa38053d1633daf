import type { Dataset, DatasetImage } from '../../shared/dataset.ts';
import type { RuleEntry } from '../../shared/datasetReport.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';
import type { LabelProblem } from '../../shared/labelProblem.ts';
import type { Labels } from '../../shared/labels.ts';
import type { Shape } from '../../shared/shape.ts';

/** An image and what was measured of it. */
export interface ExaminedImage {
  readonly image: DatasetImage;
  readonly record: ImageRecord;
}

/** All images of a dataset that were measured, in the dataset's order. */
export interface ExaminedSet {
  readonly dataset: Dataset;
  readonly images: readonly ExaminedImage[];
}

/** An image and what is said of it; undefined when nothing is. */
export interface LabelledImageRecord extends ExaminedImage {
  readonly labels: Labels | undefined;
}

/** The number that a rule judges by. */
export interface HealthThreshold {
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly unit: string;
  /** A sentence: what is found above or below it. */
  readonly doc: string;
}

/** What a rule has found with an image. */
export interface Observation {
  /** A sentence without the file's name. */
  readonly message: string;
  /** Other images that it is about; below the root. */
  readonly others?: readonly string[];
  /** Which object of the image's labels, by its id, where it is one. */
  readonly object?: number;
}

export interface SetObservation extends Observation {
  readonly of: ExaminedImage;
}

/** What rules on labels may ask beside an image and its labels. */
export interface LabelSurroundings {
  readonly dataset: Dataset;
  /**
   * Of a mask by its absolute path.
   * @throws DarkroomError when it cannot be read, or is none
   */
  readonly maskShapeOf: (path: string) => Shape;
}

interface RuleWords extends RuleEntry {
  /**
   * What a list of files to leave out has of them: each; all but the first of those that are alike; those of the
   * earlier split, so that what is measured by stays. Absent: nothing, for the images themselves are sound.
   */
  readonly excludes?: 'each' | 'copies' | 'leaks';
  /**
   * Whether something that reading the annotations has found wrong is the rule's. Rules are asked in the order of their
   * list; the first that says yes has it.
   */
  takes?(problem: LabelProblem): boolean;
}

/** Looks at each image alone. */
export interface ImageRule extends RuleWords {
  readonly by: 'image';
  readonly threshold?: HealthThreshold;
  find(examined: ExaminedImage, threshold: number): Observation | undefined;
}

/** Looks at all images together. */
export interface SetRule extends RuleWords {
  readonly by: 'set';
  readonly threshold?: HealthThreshold;
  find(set: ExaminedSet, threshold: number): Iterable<SetObservation>;
}

/** Looks at each image with its labels. */
export interface LabelRule extends RuleWords {
  readonly by: 'labels';
  readonly threshold?: HealthThreshold;
  find(
    labelled: LabelledImageRecord,
    threshold: number,
    surroundings: LabelSurroundings,
  ): Iterable<Observation>;
}

/** Takes only what reading the annotations has found wrong. */
export interface ProblemRule extends RuleWords {
  readonly by: 'problems';
  readonly threshold?: never;
  takes(problem: LabelProblem): boolean;
}

/** One thing that may be wrong with a dataset, declared once: docs, settings, command line and reports follow. */
export type HealthRule = ImageRule | SetRule | LabelRule | ProblemRule;

/** Fills in what kind of rule it is and checks its type. */
export const imageRule = (rule: Omit<ImageRule, 'by'>): ImageRule => ({ by: 'image', ...rule });
export const setRule = (rule: Omit<SetRule, 'by'>): SetRule => ({ by: 'set', ...rule });
export const labelRule = (rule: Omit<LabelRule, 'by'>): LabelRule => ({ by: 'labels', ...rule });
export const problemRule = (rule: Omit<ProblemRule, 'by'>): ProblemRule => ({ by: 'problems', ...rule });
