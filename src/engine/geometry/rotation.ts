import { compose, translation, type Affine } from '../../shared/affine.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Turns by an angle in degrees, counter-clockwise as seen, about the origin. Quarter turns are exact. */
export function rotation(degrees: number): Affine {
  const radians = ((degrees % 360) * Math.PI) / 180;
  const cosine = rounded(Math.cos(radians));
  const sine = rounded(Math.sin(radians));
  return [cosine, -sine, sine, cosine, 0, 0];
}

/** Does `map` about the centre of `input` and puts that in the centre of `output`. */
export function aboutCenter(map: Affine, input: Size, output: Size): Affine {
  const centered = compose(translation(-input.width / 2, -input.height / 2), map);
  return compose(centered, translation(output.width / 2, output.height / 2));
}

/**
 * The frame that holds all of a turned image, as `PIL.Image.rotate(expand=True)`: whole pixels around the corners of
 * the image turned about its centre; quarter turns exchange the sides at most.
 */
export function expandedSize({ width, height }: Size, degrees: number): Size {
  if (degrees % 180 === 0) return { width, height };
  if (degrees % 90 === 0) return { width: height, height: width };
  const [cosine, sine] = rotation(degrees);
  const reachX = (width * Math.abs(cosine) + height * Math.abs(sine)) / 2;
  const reachY = (width * Math.abs(sine) + height * Math.abs(cosine)) / 2;
  return {
    width: Math.ceil(width / 2 + reachX) - Math.floor(width / 2 - reachX),
    height: Math.ceil(height / 2 + reachY) - Math.floor(height / 2 - reachY),
  };
}

/** To 15 decimals, which makes the cosine of 60° a half and that of 90° zero. */
function rounded(value: number): number {
  return Math.round(value * 1e15) / 1e15 + 0;
}
