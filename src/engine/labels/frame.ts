import { DarkroomError } from '../../shared/errors.ts';
import type { LabelRules } from '../../shared/labels.ts';
import { displayedSize, type Orientation, type Shape } from '../../shared/shape.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The orientation that takes the displayed frame back to the stored one. */
export function storedFrom(orientation: Orientation): Orientation {
  return orientation === 6 ? 8 : orientation === 8 ? 6 : orientation;
}

/** Size of the frame that labels were drawn on. */
export function drawnSize(input: Shape, frame: LabelRules['frame']): Size {
  const { width, height } = input;
  return frame === 'displayed' ? displayedSize(input) : { width, height };
}

/**
 * @param what whose size it is, as messages begin
 * @throws DarkroomError `bad_argument` naming both sizes when `size` is not that of the frame
 */
export function checkSize(what: string, size: Partial<Size>, input: Shape, frame: LabelRules['frame']): void {
  const expected = drawnSize(input, frame);
  const { width = expected.width, height = expected.height } = size;
  if (width === expected.width && height === expected.height) return;
  const other = frame === 'displayed' ? 'stored' : 'displayed';
  const alternative = drawnSize(input, other);
  const fitsOther = width === alternative.width && height === alternative.height;
  throw new DarkroomError(
    'bad_argument',
    `${what} is for an image of ${width}×${height}, but the ${frame} frame of the image is ` +
      `${expected.width}×${expected.height}.`,
    {
      hint: fitsOther
        ? `Write labels: { frame: ${other} } into the pipeline: the ${other} frame is ${width}×${height}.`
        : 'The image was resized, cut or exchanged after it was labelled; label or export it again.',
    },
  );
}
