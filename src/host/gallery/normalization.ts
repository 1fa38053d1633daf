import type { SetFigures } from '../../shared/datasetReport.ts';
import { DarkroomError } from '../../shared/errors.ts';
import { fullRange } from '../../shared/shape.ts';

/** Mean and std as `normalize` wants them. */
interface Normalization {
  readonly mean: readonly number[];
  readonly std: readonly number[];
  readonly max_pixel_value: number;
}

const digits = 5;

/**
 * The mean and standard deviation of a set in fractions of the largest value of its type.
 * @throws DarkroomError when nothing could be measured, or a channel has one value only
 */
export function normalizationOf({
  mean,
  std,
  dtypes,
}: Pick<SetFigures, 'mean' | 'std' | 'dtypes'>): Normalization {
  const [most] = dtypes;
  if (mean.length === 0 || !most) {
    throw new DarkroomError('unreadable', 'No image of the dataset could be measured.', {
      hint: 'Look at the problems of the dataset first.',
    });
  }
  const largest = fullRange[most.value];
  const fractions = (values: readonly number[]) =>
    values.map(value => Number((value / largest).toPrecision(digits)));
  const written = { mean: fractions(mean), std: fractions(std), max_pixel_value: largest };
  if (written.std.every(value => value > 0)) return written;
  throw new DarkroomError('out_of_domain', 'A channel has the same value everywhere: it has no deviation.', {
    hint: 'Leave that channel out before it is normalized.',
  });
}
