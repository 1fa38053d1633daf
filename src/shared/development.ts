import type { Values } from './catalogue.ts';
import type { Problem } from './errors.ts';
import type { LabelledImage, LabelledResult } from './labels.ts';
import type { FollowedLabels, PackedLabels } from './packedLabels.ts';
import type { Mode, Pipeline } from './pipeline.ts';
import type { Shape } from './shape.ts';

export interface PlanRequest {
  /** Files and folders. */
  readonly inputs: readonly string[];
  readonly outputFolder: string;
  /** Inputs of other plans of the same run, which are originals as well. */
  readonly others?: readonly string[];
  /** Part of the output folder that these inputs go to, with forward slashes; it is part of their relative paths. */
  readonly subfolder?: string;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  /** Results per image, 1 or more; where there are several, their names end in `_v1`, `_v2`, …. */
  readonly versions: number;
  readonly overwrite: boolean;
  /** Whether results of earlier runs into the folder are kept where nothing has changed, and replaced where it has. */
  readonly resume?: boolean;
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
  /** Folders inside the inputs that hold results of earlier runs, and are no part of the dataset. Absolute. */
  readonly leftOut: readonly string[];
  /** What the pipeline excludes; absent when it excludes nothing. */
  readonly exclusion?: PlannedExclusion;
  /** Labels that an earlier run has written for images that are made again, and that this one does not. Absolute. */
  readonly outdatedLabels: readonly string[];
  /** Results whose names Windows would not take. Absolute. */
  readonly unportable: readonly string[];
  /** Equal for pipelines and modes that give equal results, arrays that the pipeline names included. */
  readonly pipelineHash: string;
  /** What an earlier run has left in the output folder. */
  readonly earlier?: EarlierRun;
}

/** Images that a pipeline excludes. */
export interface PlannedExclusion {
  readonly count: number;
  /** As they are written: entries that fit no image of the run, and nothing else that is there. */
  readonly unmatched: readonly string[];
  /** The file that they are listed in. Absolute. */
  readonly list?: string;
}

/** What the manifest of an output folder tells. */
export interface EarlierRun {
  /** ISO 8601. */
  readonly began: string;
  /** Whether it came to its end, with or without failures. */
  readonly finished: boolean;
  /** Whether it ran the same pipeline in the same mode. */
  readonly samePipeline: boolean;
  /** How many of the planned results it has made, of the same pipeline or another. */
  readonly results: number;
  /** Changes when the manifest does. */
  readonly stamp: string;
}

/** Labels that follow their images. */
export interface PlannedAnnotations {
  /** Where they were read. Absolute. */
  readonly path: string;
  /** Such as “COCO (JSON)”. */
  readonly title: string;
  readonly outputFolder: string;
  /** What they are written to: files that are made of `path`, and masks. */
  readonly written: readonly LabelFile[];
  /** All images that they were read for. */
  readonly images: readonly LabelledImage[];
  /** What could not be read, and what fits no image; the rest is there. */
  readonly problems: readonly Problem[];
}

/** A file that labels are written to. Paths are absolute. */
export interface LabelFile {
  /** What it is made of. */
  readonly input: string;
  readonly output: string;
  /** The output of the result that it is about; absent when it is about all of them. */
  readonly of?: string;
}

export interface PlannedFile {
  readonly input: string;
  readonly output: string;
  /** The input's path below the folder it was found in, with forward slashes; the key of its randomness. */
  readonly relativePath: string;
  /** Which of the image's versions it is, from 0. */
  readonly version: number;
  readonly labels?: PlannedLabels;
  /** Resumed runs: hashes of what earlier runs have written at its places, and may therefore be replaced. */
  readonly own?: readonly string[];
  /** Resumed runs: the result that is there if nothing has changed since. */
  readonly former?: FormerResult;
}

/** Whether it stands for a folder that could not be looked into, and for all that may be inside. */
export function isFolder({ relativePath }: Pick<FoundFile, 'relativePath'>): boolean {
  return relativePath.endsWith('/');
}

/** What tells whether a file is still the same. */
export interface FileMark {
  /** XXH64 of its bytes, as `xxh64:` and hexadecimal digits. */
  readonly hash: string;
  /** Bytes. */
  readonly size: number;
  /** Time of the last change, in milliseconds with fractions. */
  readonly modified: number;
  /**
   * Of a source, where known: when anything of it has changed last, its name included. Files that take each other's
   * place may have kept the time of their last change.
   */
  readonly changed?: number;
}

/** A file that was read and the file that was made of it. */
export interface Origin {
  readonly source: FileMark;
  readonly result: FileMark;
}

/** What is kept of a result, to know it again. */
export interface FormerResult extends Origin {
  /** Whether the file was read from the path that is planned now. */
  readonly sameSource: boolean;
  /** Of the decoded image, from which labels are followed anew. */
  readonly decoded: Shape;
  /** Of the result. */
  readonly shape: Shape;
  readonly mask?: Origin;
}

/** What a random step came to for one sample; nothing when it was not applied. */
export interface DrawnStep {
  /** Index of the step in the pipeline. */
  readonly step: number;
  readonly drawn: readonly { readonly operation: string; readonly values: Values }[];
}

export interface PlannedLabels {
  readonly packed: PackedLabels;
  /** As in the labels. */
  readonly mask?: string;
  /** Tells whether the same is still said when they are written. */
  readonly hash: string;
  /** Where they were read: the path of the `PlannedAnnotations`. */
  readonly source: string;
  /** Where the result's mask is written, when the labels have a mask. Absolute. */
  readonly maskOutput?: string;
}

/** Where threads note what they are about to give its name. */
export interface Claims {
  /** Absolute. */
  readonly path: string;
  /**
   * Bytes that those in work at once may take. As many empty lines are kept at the end of the file, which the next ones
   * take the place of: on a disk that is full, what is written can still be noted.
   */
  readonly room: number;
}

/** What all files of a batch have in common. */
export interface Development {
  /** Names the batch, for `cancelJob`. Letters and digits. */
  readonly job: string;
  /** Nothing is written outside this folder. */
  readonly outputFolder: string;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  readonly overwrite: boolean;
  /** Absent outside of a run. */
  readonly claims?: Claims;
}

/** Several files at once, for a request takes about as long as a small image. */
export interface DevelopFilesRequest extends Development {
  readonly files: readonly PlannedFile[];
}

/** What came of a file; undefined when it was not begun, because those before it took long enough. */
export type FileOutcome = { readonly result: DevelopedFile } | { readonly problem: Problem } | undefined;

export interface ResultSizeRequest {
  readonly file: PlannedFile;
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  readonly job: string;
}

export interface DevelopedFile extends Origin {
  readonly decoded: Shape;
  readonly shape: Shape;
  readonly labels?: FollowedLabels;
  readonly mask?: Origin;
  readonly drawn: readonly DrawnStep[];
  /** Everything was as an earlier run has left it, and nothing was written. */
  readonly unchanged?: true;
  /** The file has more frames or pages than the one that was developed. */
  readonly isFirstOfSeveral?: true;
}

export interface FollowedResult extends Omit<LabelledResult, 'labels'> {
  /** Absent where there are none. */
  readonly packed?: PackedLabels;
  /** Of what its labels were followed from; absent where nothing was said of the image. */
  readonly hash?: string;
}

export interface WriteAnnotationsRequest {
  readonly annotations: Pick<PlannedAnnotations, 'path' | 'outputFolder' | 'images'>;
  readonly results: readonly FollowedResult[];
  readonly job: string;
  readonly claims?: Claims;
  readonly overwrite: boolean;
  /** The folder whose manifest tells which files are an earlier run's and may be replaced; absent: none are. */
  readonly resumeFrom?: string;
}

/** A file of labels that was written. */
export interface WrittenAnnotations {
  /** Absolute. */
  readonly path: string;
  readonly result: FileMark;
  /** What a person may not expect of it: sentences, each with its name. */
  readonly notes: readonly string[];
}

/** What came of a file of labels, or of those that have changed during the run. */
export type AnnotationsOutcome = WrittenAnnotations | { readonly path?: string; readonly problem: Problem };

/** The image files that files and folders stand for, in a fixed order, and what is wrong with the rest. */
export interface FoundFiles {
  readonly files: readonly FoundFile[];
  readonly problems: readonly Problem[];
  /** Folders that hold results of earlier runs, and were not searched. */
  readonly leftOut: readonly string[];
}

export interface FoundFile {
  /** The path as it was given, or below the folder as it was given. */
  readonly path: string;
  /** Below the folder it was found in, with forward slashes; the file's name when the file itself was given. */
  readonly relativePath: string;
}
