import { DarkroomError } from '../../shared/errors.ts';
import { describeShape, fullRange, type Shape } from '../../shared/shape.ts';
import { number } from '../parameters.ts';

/** The level at which something changes, in the units of the image. */
export const threshold = number({
  absent: 'Half of the full range: 127.5 for 8 bits, 32767.5 for 16 bits, 0.5 for float.',
  minimum: -1e9,
  maximum: 1e9,
  doc: 'The level, in the units of the image.',
});

/**
 * The written level, or half of the type's range.
 * @throws DarkroomError `out_of_domain` when an integer image cannot have such a level
 */
export function thresholdFor(title: string, input: Shape, written: number | undefined): number {
  const full = fullRange[input.dtype];
  if (written === undefined) return full / 2;
  if (input.dtype !== 'float32' && !(written >= 0 && written <= full)) {
    throw new DarkroomError(
      'out_of_domain',
      `${title} expects 0 to ${full} for threshold on ${describeShape(input)} but received ${written}.`,
      { hint: 'The threshold is in the units of the image at this step.' },
    );
  }
  return written;
}
