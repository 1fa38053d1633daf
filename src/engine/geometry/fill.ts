import { DarkroomError } from '../../shared/errors.ts';
import { describeShape, fullRange, type Shape } from '../../shared/shape.ts';
import { roundHalfToEven } from '../rounding.ts';

/**
 * The colour of added pixels, one value per channel, as OpenCV takes it: on integer images fractions are rounded half to
 * even, on float images to single precision.
 *
 * @param title how messages call the operation
 * @param fill one value for all channels or one per channel, in the units of the image
 * @throws DarkroomError `out_of_domain` when the values do not fit the image's channels or type
 */
export function fillFor(title: string, input: Shape, fill: readonly number[]): readonly number[] {
  const { channels, dtype } = input;
  if (fill.length !== 1 && fill.length !== channels) {
    const expected = channels === 1 ? 'one number' : `one number or ${channels}`;
    throw new DarkroomError(
      'out_of_domain',
      `${title} expects ${expected} for fill on ${describeShape(input)} but received ${fill.length}.`,
      { hint: 'Write one number for all channels, or one per channel of the image.' },
    );
  }
  if (dtype !== 'float32') {
    const outside = fill.find(value => !(value >= 0 && value <= fullRange[dtype]));
    if (outside !== undefined) {
      throw new DarkroomError(
        'out_of_domain',
        `${title} expects 0 to ${fullRange[dtype]} for fill on ${describeShape(input)} but received ${outside}.`,
        { hint: 'The fill is in the units of the image at this step.' },
      );
    }
  }
  const values = fill.length === 1 ? new Array<number>(channels).fill(fill[0]!) : fill;
  return values.map(dtype === 'float32' ? Math.fround : roundHalfToEven);
}
