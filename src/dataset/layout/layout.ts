import type { DatasetLayout } from '../../shared/dataset.ts';
import type { LabelProblem } from '../../shared/labelProblem.ts';
import type { LabelledImage, Labels } from '../../shared/labels.ts';
import type { SurveyedFolder } from './survey.ts';

/** A way to lay a dataset out. Adding one touches its file and one line in the list. */
export interface Layout {
  readonly id: DatasetLayout;
  /** What speaks for a folder being a dataset of this kind; undefined when nothing does. Never throws. */
  recognize(folder: SurveyedFolder): Promise<Recognition | undefined>;
  /**
   * Pairs images with what is said of them, for a folder that was recognised, or that a person says is laid out so.
   * @throws DarkroomError when nothing of it is there
   */
  open(folder: SurveyedFolder, images: readonly LabelledImage[]): Promise<OpenDataset>;
}

export interface Recognition {
  /** Such as “Class folders in train, val and test”. */
  readonly title: string;
  /** Sentences. */
  readonly reasons: readonly string[];
  /** Files and folders that the labels are read from. Absolute. */
  readonly annotations: readonly string[];
  /** How sure it is, 0 to 1; only their order counts. */
  readonly certainty: number;
}

/** A dataset whose annotation files are found, and read as they are asked for. */
export interface OpenDataset {
  readonly annotations: readonly string[];
  /** Images of the folder that are no samples: masks, by absolute path. */
  readonly masks?: ReadonlySet<string>;
  /** The split that the annotations put the image into; undefined leaves it to the names of folders. */
  splitOf?(image: LabelledImage): string | undefined;
  /** Reads everything once and keeps nothing of it; undefined goes to images of which nothing is said. */
  summarize(
    images: readonly LabelledImage[],
    take: (image: LabelledImage, summary: LabelSummary | undefined) => void,
  ): Promise<void>;
  labelsOf(images: readonly LabelledImage[]): Promise<readonly (Labels | undefined)[]>;
  /** Classes in the order in which the dataset names them; those it does not name come behind, sorted. */
  classes(): readonly string[];
  /** What has been found wrong so far. */
  problems(): readonly LabelProblem[];
}

/** What is kept of an image's labels in the list of a dataset. */
export interface LabelSummary {
  /** Each once. */
  readonly classes: readonly string[];
  /** Absent for layouts without objects. */
  readonly objects?: number;
}

export function summaryOf({ classes, objects }: Labels): LabelSummary {
  return {
    classes: [...new Set([...classes, ...objects.map(({ label }) => label)])],
    objects: objects.length,
  };
}
