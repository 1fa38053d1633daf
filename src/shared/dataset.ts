import type { LabelProblem } from './labelProblem.ts';
import type { Labels } from './labels.ts';
import type { Severity } from './pipeline.ts';

/** Ways in which a folder of images is laid out, by what tells class, split and labels of each image. */
export const datasetLayouts = {
  classes: 'Class folders',
  yolo: 'YOLO',
  coco: 'COCO (JSON)',
  voc: 'Pascal VOC (XML)',
  csv: 'CSV',
  masks: 'Images and masks',
  images: 'Images without labels',
} as const;
export type DatasetLayout = keyof typeof datasetLayouts;

/** What a folder was recognised as. */
export interface RecognizedDataset {
  /** Absolute. */
  readonly root: string;
  readonly layout: DatasetLayout;
  /** Such as “Class folders in train, val and test”. */
  readonly title: string;
  /** Sentences: what was seen that speaks for this layout. */
  readonly reasons: readonly string[];
  /** Files and folders that the labels are read from. Absolute. */
  readonly annotations: readonly string[];
}

export interface RecognizeRequest {
  /** Absolute. */
  readonly folder: string;
}

export interface ListDatasetRequest {
  /** Absolute. */
  readonly folder: string;
  /** The person's choice; absent: the likeliest. */
  readonly layout?: DatasetLayout;
  /** At once: without labels, and with zeros for sizes and times. */
  readonly brief?: boolean;
  /** In brief, and only the first so many images: what a gallery begins with. */
  readonly first?: number;
}

/** All images of a dataset, without their labels, which are read for those that are looked at. */
export interface Dataset extends RecognizedDataset {
  /** In the order of names, folder by folder. */
  readonly images: readonly DatasetImage[];
  /** In the order in which the dataset names them, otherwise sorted. */
  readonly classes: readonly string[];
  readonly splits: readonly string[];
  /** What could not be read, each with file and place; the rest is there. */
  readonly problems: readonly LabelProblem[];
}

export interface DatasetImage {
  /** Below the root, with forward slashes. */
  readonly relativePath: string;
  readonly split?: string;
  /** Of the image as a whole, and of the objects on it, each once. */
  readonly classes: readonly string[];
  /**
   * Objects that the annotations name on it; absent for layouts without objects, and where they say nothing of it, which
   * is another thing than that there are none.
   */
  readonly objects?: number;
  /** Bytes. */
  readonly size: number;
  /** Time of the last change, in milliseconds. */
  readonly modified: number;
  /** When anything of it has changed last, its name included: another file may have taken its place. */
  readonly changed: number;
}

export interface DatasetLabelsRequest extends ListDatasetRequest {
  readonly relativePaths: readonly string[];
}

/** In the order of the request; undefined where nothing is said of the image. */
export type DatasetLabels = readonly (Labels | undefined)[];

/** Something that is wrong, or may be, with one file of a dataset. */
export interface Finding {
  /** Which check found it: a key of `healthRules`. */
  readonly rule: string;
  readonly severity: Severity;
  /** The image, below the root, with forward slashes; absent when it concerns an annotation file only. */
  readonly image?: string;
  /** Where it is to be seen: the image or the annotation file. Absolute. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  readonly column?: number;
  /** A sentence without the file's name. */
  readonly message: string;
  /** Other images that it is about, such as duplicates; below the root, only the first ones when there are many. */
  readonly others?: readonly string[];
  /** It stands for so many that are not told one by one; absent: for itself. */
  readonly count?: number;
}

/** How many there are of what is told, with those that are told together. */
export function countOf(findings: readonly Pick<Finding, 'count'>[]): number {
  return findings.reduce((sum, { count = 1 }) => sum + count, 0);
}
