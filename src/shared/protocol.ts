import type { Affine } from './affine.ts';
import type { OperationEntry, Values } from './catalogue.ts';
import type { PipelineEdit, TextEdit } from './edit.ts';
import type { Problem } from './errors.ts';
import type {
  Diagnostic,
  ImageFormat,
  Mode,
  Output,
  ParsedPipeline,
  Pipeline,
  PipelineLanguage,
  Step,
} from './pipeline.ts';
import type {
  DevelopedLabels,
  DroppedObject,
  LabelledImage,
  LabelledResult,
  LabelRules,
  Labels,
} from './labels.ts';
import type { LanguageService } from './language.ts';
import type { Moments } from './moments.ts';
import type { PipelineOutline } from './outline.ts';
import type { Orientation, Shape } from './shape.ts';

/**
 * The two wires: `EngineService` is what the worker process answers to editor and command line; `ViewHost` and
 * `ViewPage` are what the editor and its webview page say to each other.
 */

// ---------------------------------------------------------------------------------------------- images

/**
 * Where an image comes from. `version` changes when its content does; pictures are cached under it. That of `bytes`
 * differs from those of all other images. The client sends the bytes only when the worker does not have the image: a
 * worker that is asked without them answers `bytes_wanted`.
 */
export type Source =
  | { readonly kind: 'file'; readonly path: string; readonly version: string }
  | { readonly kind: 'bytes'; readonly name: string; readonly version: string; readonly bytes?: Uint8Array };

/** What a file says of itself, read from its header. */
export interface ImageFacts {
  readonly format: ReadFormat;
  /** The stored frame as it is decoded. */
  readonly shape: Shape;
  readonly orientation: Orientation;
  /** Size of the file. */
  readonly bytes: number;
  /** Things worth knowing, such as “first of 12 frames” or “CMYK, shown in RGB”. */
  readonly notes: readonly string[];
}

export type ReadFormat = ImageFormat | 'gif';

/** Limits that hold for every image; each is a setting. */
export interface Limits {
  readonly maximumMegapixels: number;
  /** Per image, scaled up for large ones. */
  readonly timeLimitSeconds: number;
}

export const defaultLimits: Limits = { maximumMegapixels: 250, timeLimitSeconds: 20 };

/** An image seen through steps: the unit that every preview request names, so that no request depends on another. */
export interface View {
  readonly source: Source;
  readonly steps: readonly Step[];
  readonly mode: Mode;
  readonly seed: number;
  /** The key of the sample's randomness: its path below the workspace or dataset folder, forward slashes. */
  readonly path: string;
  /**
   * Index of a step to look at alone: `before` is then what reaches it and `after` what leaves it. The steps behind it
   * are not run and not told of. Absent: the whole pipeline, from the stored frame to what the last step leaves.
   */
  readonly focus?: number;
  /** Which draw of the random steps. Absent: version 0. */
  readonly draw?: Draw;
  /** What is said of the sample, to be taken through the same steps; with the pipeline's rules. */
  readonly labels?: Labels;
  readonly labelRules?: LabelRules;
}

/** One of the sample's random versions, or one end of every range that is drawn from, with every chance taken. */
export type Draw = { readonly version: number } | { readonly extreme: Extreme };
export type Extreme = 'lowest' | 'highest';

export interface Developed {
  readonly facts: ImageFacts;
  readonly before: Plane;
  /** The last good step's result; equal to `before` when there are no steps. */
  readonly after: Plane;
  /** One entry per step that was reached, in order; with `focus`, up to that step. */
  readonly steps: readonly StepOutcome[];
  /** Where points of `before` are in `after`; absent when the result has no places, or no affine map to them. */
  readonly map?: Affine;
  /** The step that could not be applied; `after` is then what had been reached. */
  readonly failed?: Problem;
  /** Absent when the view has none. */
  readonly labels?: ShownLabels;
}

/** Labels in pixels of both sides. Whether they have a mask is said by its path; its pixels are asked for by `mask`. */
export interface ShownLabels {
  readonly before: Labels;
  readonly after: Labels;
  readonly dropped: readonly DroppedObject[];
  /** Why the labels cannot be shown; there are no objects then. */
  readonly failed?: Problem;
}

export interface StepOutcome {
  readonly operation: string;
  /** Disabled, or not part of this mode. */
  readonly skipped: boolean;
  readonly shape: Shape;
  readonly milliseconds: number;
  /** For a random step: what was drawn; empty when chance left the image as it is. */
  readonly sampled?: readonly { readonly operation: string; readonly values: Values }[];
}

/** One side of a comparison. */
export interface Plane {
  readonly shape: Shape;
  /** Lowest and highest finite value. */
  readonly range: readonly [low: number, high: number];
  /** The ways to show the values on a screen, the preferred one first. */
  readonly mappings: readonly Mapping[];
}

/** How values become screen levels: level = value · scale + offset, per channel, then rounded and clipped to 0..255. */
export interface Mapping {
  readonly id: 'levels' | 'range' | 'unnormalized';
  /** Such as “−2.12 to 2.64 as black to white”. */
  readonly label: string;
  readonly scale: readonly number[];
  readonly offset: readonly number[];
}

export type Side = 'before' | 'after' | 'difference';

/** A rectangle in pixels of the side's own frame. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RenderRequest extends View {
  readonly side: Side;
  readonly region: Region;
  /** Size of the wanted picture; smaller than the region means the mean of the covered pixels. */
  readonly width: number;
  readonly height: number;
  /** Id of one of the side's mappings. Differences are shown from 0 (black) to their largest value (white). */
  readonly mapping: Mapping['id'];
}

export interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA, 8 bits, not premultiplied. */
  readonly pixels: Uint8ClampedArray;
  /** For differences: the value shown as white. */
  readonly white?: number;
}

/** A part of the sample's mask, every id in its colour, nearest pixels; see-through where there is nothing to see. */
export interface MaskRequest extends View {
  readonly side: 'before' | 'after';
  readonly region: Region;
  readonly width: number;
  readonly height: number;
}

/** Raw values of a small region (at most `maximumValues`), for the numbers on the pixels and the read-out. */
export interface ValuesRequest extends View {
  readonly side: Side;
  readonly region: Region;
}
export interface ValueBlock {
  readonly region: Region;
  readonly channels: number;
  readonly values: Float64Array;
}
export const maximumValues = 65536;

export interface StatisticsRequest extends View {
  readonly side: 'before' | 'after';
}

/** Figures of one image or array, computed on its real values; one entry per channel where a list. */
export interface ImageStatistics {
  readonly shape: Shape;
  readonly minimum: readonly number[];
  readonly maximum: readonly number[];
  readonly mean: readonly number[];
  /** Population standard deviation. */
  readonly standardDeviation: readonly number[];
  readonly median: readonly number[];
  /** Of the histogram, in bits. */
  readonly entropy: readonly number[];
  /** Share of values at the lowest and at the highest value of the type (for floats: of the range). */
  readonly clippedLow: readonly number[];
  readonly clippedHigh: readonly number[];
  /** Variance of the Laplacian of the gray image; a vector has none. */
  readonly sharpness?: number;
  readonly histogram: Histogram;
  /** Values that are not finite, which all other figures leave out. */
  readonly notFinite: readonly number[];
}

/** 256 equal bins from `low` to `high`: 0..255 for uint8, 0..65535 for uint16, the range of values for float. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  /** 256 counts per channel. */
  readonly counts: readonly Uint32Array[];
}

// ---------------------------------------------------------------------------------------------- labels

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

// ---------------------------------------------------------------------------------------------- development

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

export interface FileStatistics {
  readonly facts: ImageFacts;
  readonly statistics: ImageStatistics;
  /** One entry per channel, for the figures of a set. */
  readonly moments: readonly Moments[];
  /** 64 bits as hexadecimal digits, alike for images that look alike; a vector has none. */
  readonly perceptualHash?: string;
}

// ---------------------------------------------------------------------------------------------- worker wire

export interface EngineService extends LanguageService {
  catalogue(params: Record<string, never>): Promise<readonly OperationEntry[]>;
  /** With advice for the sample when there is one, else with what holds for every image. */
  parse(params: {
    text: string;
    language: PipelineLanguage;
    sample?: { readonly shape: Shape; readonly path: string };
  }): Promise<ParsedPipeline>;
  /** Steps as the text of a pipeline file, readable and without values that equal their defaults. */
  print(params: { pipeline: Pipeline; language: PipelineLanguage }): Promise<string>;
  /** The steps of a text, whole or half typed, and what leaves them. */
  outline(params: {
    text: string;
    language: PipelineLanguage;
    mode: Mode;
    sample?: { readonly shape: Shape; readonly path: string };
  }): Promise<PipelineOutline>;
  /** The changes of a pipeline's text that make an edit; comments and layout stay. */
  edit(params: {
    text: string;
    language: PipelineLanguage;
    edit: PipelineEdit;
  }): Promise<readonly TextEdit[]>;
  inspect(params: { source: Source }): Promise<ImageFacts>;
  /** `unhurried`: stands aside for pictures that somebody is waiting for. */
  develop(params: View & { readonly unhurried?: boolean }): Promise<Developed>;
  render(params: RenderRequest): Promise<Picture>;
  /** The step in focus as a small PNG, before and after side by side; undefined where it has nothing to show. */
  stepPicture(params: View): Promise<Uint8Array | undefined>;
  values(params: ValuesRequest): Promise<ValueBlock>;
  statistics(params: StatisticsRequest): Promise<ImageStatistics>;
  mask(params: MaskRequest): Promise<Picture>;
  findLabels(params: FindLabelsRequest): Promise<FoundLabels>;
  plan(params: PlanRequest): Promise<Plan>;
  developFile(params: DevelopFileRequest): Promise<DevelopedFile>;
  /** Writes the labels of results in the format they were read in; gives the paths of the files. */
  writeAnnotations(params: WriteAnnotationsRequest): Promise<readonly string[]>;
  find(params: { inputs: readonly string[] }): Promise<FoundFiles>;
  /** Statistics of a file's stored frame. */
  fileStatistics(params: { path: string; job: string }): Promise<FileStatistics>;
  /** Ends when nothing of the job is running any more and nothing half-written is left. */
  cancelJob(params: { job: string }): Promise<void>;
  configure(params: Limits): Promise<void>;
}

// ---------------------------------------------------------------------------------------------- view wire

/** One step of a quick recipe, as the forms edit it: parameters as a person would write them. */
export interface RecipeStep {
  readonly operation: string;
  readonly enabled: boolean;
  readonly values: Values;
}

/** What is wrong with a recipe: `step` is the index in `recipe`, `parameter` the field to show it at. */
export interface RecipeProblem extends Problem {
  readonly parameter?: string;
}

/** What has come of every step of a pipeline. */
export interface Strip {
  /** Of the state that it was made for. */
  readonly sequence: number;
  /** One entry per step that was reached, in order. */
  readonly steps: readonly StepOutcome[];
  readonly failed?: Problem;
  /** Names of the pictures: of the image, then of what leaves each step. Equal names stand for equal pictures. */
  readonly pictures: readonly string[];
}

/** A draw of the random steps by a seed that need not be the pipeline's. */
export interface ChosenVersion {
  readonly draw: Draw;
  readonly seed: number;
}

export interface VersionRequest extends ChosenVersion {
  readonly sequence: number;
  /** The picture is no larger. */
  readonly width: number;
  readonly height: number;
}

/** One random version of the sample after the whole pipeline, for a contact sheet. */
export interface Version {
  readonly steps: readonly StepOutcome[];
  readonly shape: Shape;
  /** Absent when the result is a vector. */
  readonly picture?: Picture;
  readonly mask?: Picture;
  readonly labels?: ShownLabels;
  /** The step that could not be applied; the picture is then what had been reached. */
  readonly failed?: Problem;
}

/** What the page shows. The host sends it whole whenever anything in it changes; pixels are asked for separately. */
export interface ViewState {
  /** Grows with every change of image or pipeline. Requests carry it, and answers to an older one are dropped. */
  readonly sequence: number;
  /** `editor` shows one file; `preview` shows samples through the pipeline file beside it. */
  readonly purpose: 'editor' | 'preview';
  readonly image?: { readonly name: string; readonly facts: ImageFacts };
  /** Why there is no image. */
  readonly unreadable?: Problem;
  /** Work for this sequence goes on; what is shown may be of an earlier one. */
  readonly busy: boolean;
  readonly developed?: Omit<Developed, 'facts'>;
  /** A pipeline text with errors: the picture is the last good one, and this is what is wrong. */
  readonly stale?: {
    readonly pipeline: string;
    readonly diagnostics: readonly Diagnostic[];
    /** Why there is no text at all; there are no diagnostics then. */
    readonly unreadable?: Problem;
  };
  /** What can be chosen as pipeline. */
  readonly pipelines: readonly { readonly id: string; readonly label: string; readonly detail: string }[];
  /** `none`, `recipe`, or the id of one of `pipelines`. */
  readonly pipeline: string;
  readonly steps: readonly Step[];
  /** Index of the step that is looked at alone: `developed` is what it does. Absent: the whole pipeline. */
  readonly focus?: number;
  /** Previews only: every step, for the row of pictures. It follows a moment after the rest. */
  readonly strip?: Strip;
  /** The pipeline's. */
  readonly seed: number;
  /** The version that `developed` is of. Absent: the pipeline's own first. */
  readonly version?: ChosenVersion;
  /** Where the sample's labels are from, as it is shown. Absent: they are not known yet, or not looked for. */
  readonly labelSource?: Omit<FoundLabels, 'labels'>;
  readonly mode: Mode;
  readonly recipe: readonly RecipeStep[];
  /** What is wrong with the recipe's values, by step. */
  readonly recipeProblems: readonly RecipeProblem[];
  /** The operations that forms are made for. */
  readonly catalogue: readonly OperationEntry[];
  readonly samples: readonly Sample[];
  readonly sample?: string;
  /** Writing asks for a trusted workspace. */
  readonly trusted: boolean;
}

/** An image that a preview shows the pipeline on. */
export interface Sample {
  readonly id: string;
  readonly name: string;
  /** Why it is hard, when it was found for that. */
  readonly reasons?: readonly SampleReason[];
  /** Grows with every change of its file while the preview is open. */
  readonly revision?: number;
}

export interface SampleReason {
  /** A word or two, such as “darkest”. */
  readonly label: string;
  /** Such as “Mean level 3.1 % of the range”. */
  readonly detail: string;
}

/** A sample through the whole pipeline, small enough for a tile. */
export interface SampleTile {
  readonly before: TileSide;
  readonly after: TileSide;
  /** The step that could not be applied; `after` is then what had been reached. */
  readonly failed?: Problem;
}

export interface TileSide {
  readonly shape: Shape;
  /** The side as a whole; a vector has none. */
  readonly picture?: Picture;
  /** In pixels of the side. */
  readonly labels?: Labels;
}

/** What the page remembers itself and the host needs to know: the zoom for the status bar. */
export interface Zoom {
  /** Screen pixels per image pixel, or `fit`. */
  readonly scale: number;
  readonly fit: boolean;
}

/** What a page may ask of the host. */
export interface ViewHost {
  ready(params: Record<string, never>): Promise<ViewState>;
  render(params: {
    sequence: number;
    side: Side;
    region: Region;
    width: number;
    height: number;
    mapping: Mapping['id'];
  }): Promise<Picture>;
  values(params: { sequence: number; side: Side; region: Region }): Promise<ValueBlock>;
  statistics(params: { sequence: number; side: 'before' | 'after' }): Promise<ImageStatistics>;
  /**
   * The picture of what leaves a step, in the preferred mapping, no larger than asked for; of the image itself for step
   * −1. A vector has none.
   */
  thumbnail(params: {
    sequence: number;
    step: number;
    width: number;
    height: number;
  }): Promise<Picture | undefined>;
  /** Every operation, for forms and lists. */
  operations(params: Record<string, never>): Promise<readonly OperationEntry[]>;
  /** Looks at one step alone, and shows its place in the text; at the whole pipeline when none is given. */
  focusStep(params: { step?: number | undefined }): Promise<void>;
  /**
   * Changes the pipeline's text in its editor; the sequence of the state that shows the change comes back.
   * `continues`: belongs to the edit before it, as the steps of a drag do, and is undone with it.
   */
  editPipeline(params: PipelineEdit & { readonly continues?: boolean | undefined }): Promise<number>;
  /** The whole mask of a side, no larger than asked for. */
  mask(params: {
    sequence: number;
    side: 'before' | 'after';
    region: Region;
    width: number;
    height: number;
  }): Promise<Picture>;
  version(params: VersionRequest): Promise<Version>;
  /** Shows a version in the place of the pipeline's own first; that one when none is given. */
  chooseVersion(params: { version?: ChosenVersion | undefined }): Promise<void>;
  /** Opens the picker of annotations. */
  chooseAnnotations(params: Record<string, never>): Promise<void>;
  choosePipeline(params: { id: string }): Promise<void>;
  setRecipe(params: { recipe: readonly RecipeStep[] }): Promise<void>;
  saveRecipe(params: Record<string, never>): Promise<void>;
  setMode(params: { mode: Mode }): Promise<void>;
  chooseSample(params: { id: string }): Promise<void>;
  /** Opens the picker that adds a sample. */
  pickSample(params: Record<string, never>): Promise<void>;
  removeSample(params: { id: string }): Promise<void>;
  /** `longest` is that of the pictures' longer sides, in pixels; none is larger than its image. */
  sampleTile(params: { sequence: number; id: string; longest: number }): Promise<SampleTile>;
  /** Searches the dataset for hard images and adds them to the samples. */
  findHardSamples(params: Record<string, never>): Promise<void>;
  /** Shows a place of the pipeline's text in its editor. */
  revealPlace(params: { start: number; end: number }): Promise<void>;
  zoomChanged(params: Zoom): Promise<void>;
  reload(params: Record<string, never>): Promise<void>;
}

/** What the host tells a page. */
export interface ViewPageEvents {
  state: ViewState;
  /** From the status bar and the commands. */
  zoom: number | 'fit' | 'in' | 'out';
  compare: CompareMode;
  /** Id of the view to bring into sight. */
  tab: string;
  /** Opens a part of the panel beside the picture and brings it into sight. */
  section: 'histogram' | 'statistics';
}

export type CompareMode = 'slider' | 'side_by_side' | 'difference';
