import type { Values } from './catalogue.ts';
import type { LabelRules } from './labels.ts';
import type { DataType } from './shape.ts';

/** Which library's arithmetic is reproduced where libraries differ. */
export type Match = 'opencv' | 'pillow';
/** `train` runs every step; `inference` skips augmentation and every step marked `mode: train`. */
export type Mode = 'train' | 'inference';
export const imageFormats = ['png', 'jpeg', 'webp', 'bmp', 'tiff', 'npy'] as const;
export type ImageFormat = (typeof imageFormats)[number];

/** A parsed and checked pipeline, as plain data: every value resolved, every default filled in. */
export interface Pipeline {
  readonly version: 1;
  readonly match: Match;
  readonly seed: number;
  readonly steps: readonly Step[];
  readonly labels: LabelRules;
  /** Absent: every image is developed. */
  readonly exclude?: Exclusion;
  readonly output: Output;
}

/** Images that are left out of a run; what is made of the others does not depend on it. */
export interface Exclusion {
  /** Paths below the input folder or the folder of the pipeline’s file, of images and folders, or glob patterns. */
  readonly patterns: readonly string[];
  /** A text file with one of them on each line. */
  readonly file?: string;
  /** Folder of the pipeline’s file; absent for pipelines that belong to no file on disk. */
  readonly folder?: string;
}

/** What a list of excluded images is called: no image has such a name. */
export const excludeFile = /\.[tT][xX][tT]$/;

export interface Step {
  /** The operation's id. */
  readonly operation: string;
  readonly values: Values;
  /**
   * Probability of a deterministic step, below 1, drawn for every sample; such a step has mode `train`. Absent: always
   * applied. A random operation has its `p` among its values.
   */
  readonly p?: number;
  readonly enabled: boolean;
  /** Steps marked `train` are skipped in inference. */
  readonly mode: 'always' | 'train';
  /** Folder that paths in `values` are relative to; absent for steps that belong to no file on disk. */
  readonly folder?: string;
  /** Where the step stands in the pipeline's text; absent for steps that were not written as text. */
  readonly place?: Place;
  /** Where its name stands. */
  readonly name?: Place;
}

export interface Output {
  readonly format: ImageFormat;
  /** JPEG and WebP, 1 to 100. */
  readonly quality: number;
  /** NPY only: order of the axes. */
  readonly layout: 'hwc' | 'chw';
  /** Saturating cast of the last step's values, without scaling; absent keeps the type as it is. */
  readonly dtype?: DataType;
}

export const defaultOutput: Output = { format: 'png', quality: 95, layout: 'hwc' };

/** A range of the text: character offsets, and the start as line and column from 1. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

export type Severity = 'error' | 'warning' | 'information';

/** Something to say about a pipeline's text, at its exact place. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable name of the rule, such as `unknown-operation`. */
  readonly code: string;
  readonly message: string;
  readonly place: Place;
  /** The nearest valid names or values, best first. */
  readonly suggestions?: readonly string[];
}

export interface ParsedPipeline {
  /** There when no diagnostic is an error. */
  readonly pipeline?: Pipeline;
  readonly diagnostics: readonly Diagnostic[];
}

/** The same, knowing the folder that its paths are relative to. */
export function inFolder({ pipeline, diagnostics }: ParsedPipeline, folder: string): ParsedPipeline {
  if (!pipeline) return { diagnostics };
  const { steps, exclude } = pipeline;
  const placed = { ...pipeline, steps: steps.map(step => ({ ...step, folder })) };
  return { pipeline: exclude ? { ...placed, exclude: { ...exclude, folder } } : placed, diagnostics };
}

export type PipelineLanguage = 'yaml' | 'json';

const pipelineFile = /(?:^|[\\/])(?:darkroom\.ya?ml|[^\\/]*\.darkroom\.(?:ya?ml|json))$/i;

export function isPipelineFile(path: string): boolean {
  return pipelineFile.test(path);
}

export function pipelineLanguage(path: string): PipelineLanguage {
  return /\.json$/i.test(path) ? 'json' : 'yaml';
}
