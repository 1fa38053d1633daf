import type { Position } from '../parameters.ts';

/** Where the smaller of two frames lies in the larger one, in whole pixels. */
export interface Placement {
  readonly left: number;
  readonly top: number;
}

/**
 * Places a frame in one that is `spareWidth` and `spareHeight` pixels larger. In the centre an odd pixel is spared at
 * the bottom and right, as Albumentations' PadIfNeeded and CenterCrop do.
 */
export function place(position: Position, spareWidth: number, spareHeight: number): Placement {
  switch (position) {
    case 'center':
      return { left: Math.floor(spareWidth / 2), top: Math.floor(spareHeight / 2) };
    case 'top_left':
      return { left: 0, top: 0 };
    case 'top_right':
      return { left: spareWidth, top: 0 };
    case 'bottom_left':
      return { left: 0, top: spareHeight };
    case 'bottom_right':
      return { left: spareWidth, top: spareHeight };
  }
}
