import type { Mapping, Side, View } from './view.ts';

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
  /** RGB, or RGBA, not premultiplied. */
  readonly channels: 3 | 4;
  /** Of 8 bits. */
  readonly pixels: Uint8Array;
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
