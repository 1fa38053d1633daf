import type { Shape } from '../../shared/shape.ts';
import { borderMode, choice, fill, interpolation, type BorderMode } from '../parameters.ts';
import { fillFor } from './fill.ts';
import type { Sampling } from './warp.ts';

/** Declared by every operation that samples the image at places that a map gives. */
export const warpParameters = {
  interpolation: choice({
    default: 'bilinear',
    doc: interpolation.doc,
    choices: [
      { value: 'nearest', doc: 'The nearest pixel.' },
      { value: 'bilinear', doc: 'Linear in x and y.' },
      { value: 'bicubic', doc: 'Cubic, a = −0.75.' },
    ],
  }),
  border_mode: choice({ ...borderMode, default: 'constant' }),
  fill,
} as const;

interface WarpValues {
  readonly interpolation: Sampling['interpolation'];
  readonly border_mode: BorderMode;
  readonly fill: readonly number[];
}

/**
 * How an image is sampled, from resolved parameters.
 * @param title how messages call the operation
 * @throws DarkroomError `out_of_domain` when a fill that would be used does not fit the image
 */
export function samplingFor(title: string, input: Shape, values: WarpValues): Sampling {
  const { interpolation, border_mode, fill } = values;
  const color = border_mode === 'constant' ? fillFor(title, input, fill) : [];
  return { interpolation, border: border_mode, color };
}
