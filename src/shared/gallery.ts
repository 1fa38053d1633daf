import type { LabelProblem } from './labelProblem.ts';
import type { DatasetImage, DatasetLayout } from './dataset.ts';
import type { RuleEntry, SetFigures } from './datasetReport.ts';
import type { Problem } from './errors.ts';
import type { DatasetImpact, ImpactSamples } from './impact.ts';
import type { Labels, SmallMask } from './labels.ts';
import type { Mode } from './pipeline.ts';
import type { Shape } from './shape.ts';

/** What the editor and the page of a gallery say to each other. */
export interface GalleryHost {
  ready(params: Record<string, never>): Promise<GalleryState>;
  /** Images of a listing from an index on; none when the listing has been replaced, which a state has told. */
  images(params: { listing: number; from: number }): Promise<readonly DatasetImage[]>;
  /**
   * The tiles to be made from now on, what is seen first in front; all that was asked for before and is not among them
   * is dropped. They come as `tile` events.
   */
  want(params: {
    pictures: number;
    longest: number;
    /** With what the annotations say of each. */
    labels: boolean;
    paths: readonly string[];
  }): Promise<void>;
  /** Id of a pipeline file, or `none` to see the images themselves. */
  choosePipeline(params: { id: string }): Promise<void>;
  setMode(params: { mode: Mode }): Promise<void>;
  /** The person's own word on how the folder is laid out; absent: as it is recognised. */
  chooseLayout(params: { layout?: DatasetLayout | undefined }): Promise<void>;
  /** Measures all images and looks for what is wrong; ends at once, the state tells how far it is. */
  checkHealth(params: Record<string, never>): Promise<void>;
  /** What the last check of a listing has found; undefined when there was none, or its listing has been replaced. */
  report(params: { listing: number }): Promise<GalleryReport | undefined>;
  /** Asks for a pipeline and writes the mean and standard deviation of the images into it. */
  writeNormalization(params: Record<string, never>): Promise<void>;
  /**
   * Works out what the pipeline does to all images, by the last check of their health; ends at once, `impact` events tell
   * what is known. Nothing happens when the report or the effects have been replaced, which a state has told.
   */
  tellImpact(params: ImpactKey): Promise<void>;
  act(params: { action: GalleryAction; paths: readonly string[] }): Promise<void>;
  /** What the page remembers of itself, for the one that takes its place when the window is loaded again. */
  keepMemory(params: { memory: string }): Promise<void>;
  reload(params: Record<string, never>): Promise<void>;
  /** Gives up searching, measuring and working out; what has been found stays. */
  stop(params: Record<string, never>): Promise<void>;
}

export const galleryActions = ['open', 'reveal', 'copyPath', 'preview', 'develop', 'exclude'] as const;
/** What is done with the selected images. */
export type GalleryAction = (typeof galleryActions)[number];

export interface GalleryEvents {
  state: GalleryState;
  tile: GalleryTile;
  impact: GalleryImpact;
  /** Chosen in a menu: the page answers with `act` on its selection. */
  action: GalleryAction;
}

export interface GalleryState {
  /** Counts up. */
  readonly sequence: number;
  readonly folder: { readonly uri: string; readonly name: string };
  /** Images are being searched for. */
  readonly busy: boolean;
  /** Why there is nothing to show, or why what is shown is that of an earlier time. */
  readonly failed?: Problem;
  /** The search was stopped before its end: there may be more images, and more to be said of these. */
  readonly unfinished?: true;
  /** Another one when the images are others. */
  readonly listing: number;
  /** Number of images in it. */
  readonly count: number;
  /** Another one when the annotations may say something else of the same images. */
  readonly labels: number;
  readonly recognized?: {
    readonly layout: DatasetLayout;
    readonly title: string;
    readonly reasons: readonly string[];
  };
  readonly classes: readonly string[];
  readonly splits: readonly string[];
  /** How far measuring the images is; absent when nothing is measured. */
  readonly measuring?: { readonly done: number; readonly total: number };
  /** Another one when there is a new report of the listing; 0 when there is none. */
  readonly report: number;
  /** The last report is of images that have changed since, so that it is not shown. */
  readonly outdated?: true;
  /** What could not be read of the dataset; only the first ones when there are many. */
  readonly problems: readonly LabelProblem[];
  /** How many there are. */
  readonly problemCount: number;
  readonly pipelines: readonly { readonly id: string; readonly label: string; readonly detail: string }[];
  /** Id of the pipeline that the tiles are shown through, or `none`. */
  readonly pipeline: string;
  readonly mode: Mode;
  /** Another one when tiles look otherwise than before. */
  readonly pictures: number;
  /** Another one when the results of a run would be others, in their file format too. */
  readonly effects: number;
  /** The pipeline's text has an error: the tiles show the last good one. */
  readonly stale?: string;
}

/** What an impact is of: the numbers of the state it was worked out for. */
export interface ImpactKey {
  readonly report: number;
  readonly effects: number;
}

/** What a pipeline does to all images, as far as it is known by now. */
export interface GalleryImpact extends ImpactKey {
  /** Boxes with a side below this are counted as small, in pixels. */
  readonly smallBox: number;
  /** Told from sizes and labels of all images. */
  readonly impact?: DatasetImpact;
  /** Told from some images, of which so many have been developed. */
  readonly developed?: { readonly done: number; readonly total: number };
  readonly samples?: ImpactSamples;
  /** The person has stopped it; what is known stays. */
  readonly stopped?: true;
  readonly problem?: Problem;
}

/** What is known of the images when all have been measured. */
export interface GalleryReport {
  readonly figures: SetFigures;
  /** By the index of the image in the listing; NaN where it is not known. */
  readonly measures: Readonly<Record<Measure, Float32Array>>;
  /** Rules that have found something, in the order of the report. */
  readonly rules: readonly GalleryRule[];
  /** Of the images, the first ones when there are very many. */
  readonly findings: readonly GalleryFinding[];
  /** Findings of the images in all. */
  readonly ofImages: number;
  /** Indices of the images to leave out so that what was found is gone. */
  readonly excluded: readonly number[];
  /** Findings in all, with those that are about annotation files. */
  readonly count: number;
  /** How many of them are among the editor's problems, the worst first. */
  readonly listed: number;
}

export interface GalleryRule extends RuleEntry {
  /** Indices of all images that it has found something of, each once. */
  readonly images: Uint32Array;
}

export interface GalleryFinding {
  /** Index in the listing. */
  readonly image: number;
  /** Index in the list of rules. */
  readonly rule: number;
  readonly message: string;
}

export const measures = ['width', 'height', 'brightness', 'sharpness', 'entropy'] as const;
/** As displayed, in pixels; 0 (black) to 1 (white); variance of the Laplacian; bits. */
export type Measure = (typeof measures)[number];

/** One tile's picture, or why there is none. */
export interface GalleryTile {
  readonly path: string;
  readonly pictures: number;
  readonly longest: number;
  /** JPEG or PNG. */
  readonly bytes?: Uint8Array;
  /** Of the whole image, as displayed or as it leaves the steps; there with the bytes. */
  readonly width?: number;
  readonly height?: number;
  /** Where it is known. */
  readonly shape?: Shape;
  /** The state's `labels` when they were looked for; absent where they were not. */
  readonly labelled?: number;
  readonly labels?: Labels;
  readonly mask?: SmallMask;
  readonly problem?: Problem;
}

/** Images that one answer holds at most. */
export const imagesPerAnswer = 4000;

/** Images that a gallery begins with: more than are seen at once. */
export const firstImages = 300;
