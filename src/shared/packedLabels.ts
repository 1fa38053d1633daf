import type { DropReason, Labels } from './labels.ts';

/**
 * Labels as a text. Those of a whole run are kept, and go from process to process: objects of half a million outlines
 * take several times the memory, and minutes.
 */
export type PackedLabels = string;

export function packLabels(labels: Labels): PackedLabels {
  return JSON.stringify(labels);
}

export function unpackLabels(packed: PackedLabels): Labels {
  return JSON.parse(packed) as Labels;
}

/** What has become of the labels of one image. */
export interface FollowedLabels {
  readonly packed: PackedLabels;
  /** How many there are in it. */
  readonly objects: number;
  /** How many objects were dropped, by reason. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}
