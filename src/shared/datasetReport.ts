import type { Dataset, Finding, ListDatasetRequest } from './dataset.ts';
import type { Severity } from './pipeline.ts';
import type { Channels, DataType } from './shape.ts';

export interface CheckDatasetRequest {
  /** What the dataset was listed by, so that its labels are found again. */
  readonly request: ListDatasetRequest;
  readonly dataset: Dataset;
  /** File of records, as recording all images gives it. Absolute. */
  readonly records: string;
  /** By rule; a rule that is not named has its default. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** Rules that are not asked. */
  readonly ignored?: readonly string[];
}

export interface DatasetReport {
  readonly figures: SetFigures;
  /** Those that were asked, in the order of the findings. */
  readonly rules: readonly RuleEntry[];
  /** In the order of the rules and, within each, of the images. */
  readonly findings: readonly Finding[];
  /** Images to leave out so that what was found is gone: below the root, in the order of the dataset. */
  readonly excluded: readonly string[];
}

/** What a rule says about itself. */
export interface RuleEntry {
  readonly id: string;
  /** What is found, in the plural: “Dark images”. */
  readonly title: string;
  readonly doc: string;
  readonly severity: Severity;
}

/** How often something occurs. */
export interface Count<Value> {
  readonly value: Value;
  readonly count: number;
}

/** Images of a class; of an image with several objects of it, one. */
export interface ClassCount {
  readonly name: string;
  readonly images: number;
  /** In the order of the splits; images of no split are in none of them. */
  readonly bySplit: readonly number[];
}

/** How a figure is spread over the images that have it. */
export interface Distribution {
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly quartiles: readonly [first: number, median: number, third: number];
  /** Equal bins from `minimum` to `maximum`. */
  readonly bins: readonly number[];
}

export interface SizeCount {
  readonly width: number;
  readonly height: number;
  readonly count: number;
}

/** Figures of a whole dataset; lists of counts begin with the most frequent. */
export interface SetFigures {
  /** Images that the dataset has. */
  readonly images: number;
  /** Of those, what could be decoded. */
  readonly readable: number;
  /** Of all files. */
  readonly bytes: number;
  readonly splits: readonly Count<string>[];
  readonly classes: readonly ClassCount[];
  readonly formats: readonly Count<string>[];
  readonly channels: readonly Count<Channels>[];
  readonly dtypes: readonly Count<DataType>[];
  readonly orientations: readonly Count<number>[];
  /** As displayed; the most frequent ones. */
  readonly sizes: readonly SizeCount[];
  /** Different sizes in all. */
  readonly differentSizes: number;
  /**
   * Over all pixels of the images of the most frequent number of channels and type, per channel and in pixel units;
   * `std` is that of the population.
   */
  readonly mean: readonly number[];
  readonly std: readonly number[];
  /** How many images those are. */
  readonly meanOf: number;
  /** 0 (black) to 1 (white). */
  readonly brightness?: Distribution;
  /** Variance of the Laplacian. */
  readonly sharpness?: Distribution;
  /** Bits. */
  readonly entropy?: Distribution;
}
