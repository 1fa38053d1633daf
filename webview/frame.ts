import type { Shape } from '../src/shared/shape.ts';
import type { Rectangle, Size } from './viewport.ts';

/** Longer vectors are shown by their beginning. */
const longestVector = 1 << 20;

/** What a plane is drawn in: the pixels of an image, or a vector's values folded into rows. */
export interface Frame extends Size {
  readonly channels: number;
  readonly float: boolean;
  /** Number of values shown, when it is a vector. */
  readonly folded?: number;
}

export function frameOf(shape: Shape): Frame {
  const float = shape.dtype === 'float32';
  if (!shape.vector) return { width: shape.width, height: shape.height, channels: shape.channels, float };
  const folded = Math.min(shape.width, longestVector);
  const width = Math.ceil(Math.sqrt(folded));
  return { width, height: Math.ceil(folded / width), channels: 1, float, folded };
}

/** The smallest rectangle of whole pixels around `region`, grown by `grow` pixels, inside the frame. */
export function wholePixels(region: Rectangle, frame: Size, growX = 0, growY = 0): Rectangle {
  const x = Math.max(Math.floor(region.x - growX), 0);
  const y = Math.max(Math.floor(region.y - growY), 0);
  const right = Math.min(Math.ceil(region.x + region.width + growX), frame.width);
  const bottom = Math.min(Math.ceil(region.y + region.height + growY), frame.height);
  return { x, y, width: Math.max(right - x, 1), height: Math.max(bottom - y, 1) };
}

export function contains(outer: Rectangle, inner: Rectangle): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/** Names of the channels, by their number. */
export function channelNames(channels: number): readonly string[] {
  if (channels === 1) return ['Value'];
  return ['Red', 'Green', 'Blue', 'Alpha'].slice(0, channels);
}

export function channelLetters(channels: number): readonly string[] {
  return channels === 1 ? [''] : ['R', 'G', 'B', 'A'].slice(0, channels);
}
