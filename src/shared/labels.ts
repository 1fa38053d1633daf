import type { Shape } from './shape.ts';

/**
 * What is said of one image, as plain data. Coordinates are continuous pixels of the frame that the labels were drawn
 * on: edges at whole numbers, centres at +0.5, y downwards. Formats that count pixels from 0 are half a pixel off, and
 * their readers and writers add and take it.
 */
export interface Labels {
  /**
   * Absent or `pixels` as said above. Formats that write shares of the frame (YOLO) leave `fractions`, 0 to 1 from its
   * top left corner to its bottom right one, so that no image is opened to read a label; `inPixels` of the engine turns
   * them into pixels once the size of the frame is known. Regions are always in pixels.
   */
  readonly units?: 'pixels' | 'fractions';
  /** Size of that frame where the format says it; otherwise it is the image's own. */
  readonly width?: number;
  readonly height?: number;
  /** Classes of the image as a whole. */
  readonly classes: readonly string[];
  readonly objects: readonly LabelObject[];
  /** An image of class ids beside it: gray levels or palette indices. Absolute path. */
  readonly mask?: string;
}

/**
 * A mask at the size of a small picture, row by row from the top left corner: pairs of a class id and how many pixels in
 * a row have it. 0 is what is not painted: background, and what is to be ignored.
 */
export interface SmallMask {
  readonly width: number;
  readonly height: number;
  readonly runs: Uint16Array;
}

export interface LabelObject {
  /** Which object of the annotation file it is; what the format's writer finds the rest of its fields by. */
  readonly id: number;
  readonly label: string;
  readonly box?: Box;
  /** Outlines; an object may be in several pieces. Each is x0, y0, x1, y1, … without repeating the first point. */
  readonly polygons?: readonly (readonly number[])[];
  /** Pixels that belong to the object. */
  readonly region?: RunLengths;
  readonly keypoints?: readonly Keypoint[];
}

export type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface Keypoint {
  readonly x: number;
  readonly y: number;
  /** As in COCO: not labelled (its place means nothing), labelled but hidden, labelled and visible. */
  readonly visibility: 0 | 1 | 2;
}

/** A binary mask as in COCO: lengths of runs of 0 and 1 in turn, beginning with 0, down the columns. */
export interface RunLengths {
  readonly width: number;
  readonly height: number;
  readonly counts: readonly number[];
}

/** The pipeline's `labels` key. */
export interface LabelRules {
  /** Objects whose box has less area left, in square pixels of the result, are dropped. */
  readonly minArea: number;
  /** Objects of whose box less than this share is left inside the frame are dropped. */
  readonly minVisibility: number;
  /** The frame that labels were drawn on: as the file stores it, or as EXIF says it is to be displayed. */
  readonly frame: 'displayed' | 'stored';
}

/** Labels that follow an image through a pipeline, and what was lost on the way. */
export interface DevelopedLabels {
  readonly labels: Labels;
  readonly dropped: readonly DroppedObject[];
}

export interface DroppedObject {
  readonly id: number;
  readonly label: string;
  readonly reason: DropReason;
}

export const dropReasons = {
  outside: 'outside the result',
  empty: 'without a single pixel',
  vector: 'without a place, for the result is a vector',
  min_area: 'smaller than min_area',
  min_visibility: 'less visible than min_visibility',
} as const;
export type DropReason = keyof typeof dropReasons;

/** An image as a run finds it. */
export interface LabelledImage {
  /** Absolute. */
  readonly path: string;
  /** Below the folder it was found in, with forward slashes. */
  readonly relativePath: string;
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
