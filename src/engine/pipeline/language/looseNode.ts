/**
 * A pipeline's text while it is typed: whatever stands there is taken for what it looks like, so that there is always
 * a tree with places. It is no judge of the text; that is `parsePipeline`. Offsets are characters.
 */
export type LooseNode = LooseMap | LooseList | LooseScalar;

export interface LooseMap {
  readonly kind: 'map';
  /** Written with braces. */
  readonly flow: boolean;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly LooseEntry[];
}

export interface LooseEntry {
  readonly key: LooseScalar;
  /** False for what may become a key. */
  readonly colon: boolean;
  readonly value?: LooseNode;
  /** The value starts in a later line than the key. */
  readonly below: boolean;
  readonly end: number;
}

export interface LooseList {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly start: number;
  readonly end: number;
  readonly items: readonly LooseItem[];
}

export interface LooseItem {
  /** At the dash, or at the value in brackets. */
  readonly start: number;
  /** False for what stands where a dash is due, and in brackets. */
  readonly dash: boolean;
  readonly value?: LooseNode;
  readonly end: number;
}

export interface LooseScalar {
  readonly kind: 'scalar';
  /** Without quotes; escapes stay as they are written. */
  readonly text: string;
  readonly quote: '' | '"' | "'";
  readonly start: number;
  readonly end: number;
}
