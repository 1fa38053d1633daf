import type { Dataset, ListDatasetRequest } from './dataset.ts';
import type { Count } from './datasetReport.ts';
import type { DropReason } from './labels.ts';
import type { Mode, Pipeline } from './pipeline.ts';

export interface DatasetImpactRequest {
  /** What the dataset was listed by, so that its labels are found again. */
  readonly request: ListDatasetRequest;
  readonly dataset: Dataset;
  /** File of records. Absolute. */
  readonly records: string;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  /** Boxes with a side below this are counted as small, in pixels of the result. */
  readonly smallBox: number;
}

/** How many images cannot be developed for a reason, with the first of them by its path below the root. */
export type FailedImages = Count<string> & { readonly image: string };

/** The image that is worst in something. */
export interface Worst {
  /** Below the root. */
  readonly image: string;
  readonly value: number;
}

/**
 * What a pipeline does to a whole dataset, told from sizes and labels without developing it. Of random steps, what they
 * draw for version 0.
 */
export interface DatasetImpact {
  /** Images that the figures are about: those that can be read and are not excluded. */
  readonly images: number;
  /** Images that the pipeline excludes; absent when it excludes nothing. */
  readonly excluded?: number;
  /** Why steps cannot work on some images; the most frequent reason first. */
  readonly failed: readonly FailedImages[];
  /** Of results, such as `224×224×3 float32`; the most frequent first, no more than 20. */
  readonly shapes: readonly Count<string>[];
  readonly differentShapes: number;
  /** Images that are enlarged along a side; by how much the most. */
  readonly upscaled: { readonly images: number; readonly worst?: Worst };
  /** Pixels of results that are outside of their image: the share of all, and images that have any. */
  readonly padding: { readonly share: number; readonly images: number; readonly worst?: Worst };
  /** Absent where the dataset has no objects. */
  readonly objects?: ObjectImpact;
  /** Bytes that the results take in memory, together and the largest. */
  readonly memory: { readonly bytes: number; readonly largest: number };
  /** Bytes on the disk; absent for formats that compress, where only developing tells. */
  readonly disk?: number;
  /** Some of the images, spread evenly, by their paths below the root: developing them tells the rest. */
  readonly sample: readonly string[];
}

export interface ObjectImpact {
  readonly before: number;
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
  /** Of those left: boxes with a side below `smallBox`. */
  readonly small: number;
  /** Images whose labels are for another frame. */
  readonly misfits: number;
}

export interface ImpactSampleRequest {
  /** Absolute. */
  readonly path: string;
  /** Below the root, the key of random steps. */
  readonly relativePath: string;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  readonly job: string;
}

/** What developing one image does to its values. */
export interface ImpactSample {
  /** Of the result's file. */
  readonly bytes: number;
  /** Of the image, and of what leaves the last step that leaves integers. */
  readonly before: SampleFigures;
  readonly after: SampleFigures;
}

/** What developing some of the images has shown. */
export interface ImpactSamples {
  /** Developed, spread evenly over the dataset; the figures are means over them, and say nothing when it is 0. */
  readonly images: number;
  /** Those of the sample that could not be developed, for reasons that sizes do not tell. */
  readonly failed: readonly FailedImages[];
  readonly before: SampleFigures;
  readonly after: SampleFigures;
  /** Bytes that all results take on the disk, if they are like these. */
  readonly disk: number;
}

export interface SampleFigures {
  /** Share of values of the colours at the lowest or highest value of the type. */
  readonly clipped: number;
  /** Of the colours' histograms together, in bits. */
  readonly entropy: number;
}
