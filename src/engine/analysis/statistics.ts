import type { Moments } from '../../shared/moments.ts';
import type { Histogram, ImageStatistics } from '../../shared/statistics.ts';
import { shapeOf, typeOf, type Image } from '../image.ts';
import type { BeforeRow } from '../simd/laplacian.ts';
import { floatFigures } from './float-figures.ts';
import { integerFigures } from './integer-figures.ts';
import { sharpnessOf } from './sharpness.ts';

/**
 * Figures of an image or vector on its real values, per channel (alpha is one).
 *
 * Integers are counted value by value, so that sums are exact; floats are summed in double precision.
 * The median of an even number of values is the mean of the two in the middle, the standard deviation is the
 * population's, the entropy that of the 256-bin histogram in bits. A channel without a finite value has NaN for
 * minimum, maximum, mean, standard deviation and median.
 *
 * @param beforeRow called before row y of an image of bytes is looked at for the first time, which may come only then;
 * may use memory of the kernels from `laplacianBytes` on
 */
export function statisticsOf(image: Image, beforeRow?: BeforeRow): ImageStatistics {
  return measured(image, beforeRow).statistics;
}

/** The same figures, and what the figures of several images together are made of, per channel. */
export function measured(
  image: Image,
  beforeRow?: BeforeRow,
): { statistics: ImageStatistics; moments: readonly Moments[] } {
  // First, for it counts levels on the way.
  const sharpness = sharpnessOf(image, beforeRow);
  const isFloat = typeOf(image) === 'float32';
  const { low, high, figures } = isFloat ? floatFigures(image) : integerFigures(image);
  const histogram: Histogram = { low, high, counts: figures.map(({ counts }) => counts) };
  const statistics = {
    shape: shapeOf(image),
    minimum: figures.map(({ minimum }) => minimum),
    maximum: figures.map(({ maximum }) => maximum),
    mean: figures.map(({ mean }) => mean),
    standardDeviation: figures.map(({ standardDeviation }) => standardDeviation),
    median: figures.map(({ median }) => median),
    entropy: figures.map(({ counts }) => entropyOf(counts)),
    clippedLow: figures.map(({ clippedLow }) => clippedLow),
    clippedHigh: figures.map(({ clippedHigh }) => clippedHigh),
    ...(sharpness !== undefined && { sharpness }),
    histogram,
    notFinite: figures.map(({ notFinite }) => notFinite),
  };
  return { statistics, moments: figures.map(({ moments }) => moments) };
}

/**
 * Shannon entropy in bits of all counts together: of those of several channels, `PIL.Image.entropy`, whose histogram has
 * the channels in a row.
 */
export function entropyOf(...channels: readonly Uint32Array[]): number {
  let total = 0;
  for (const counts of channels) for (const count of counts) total += count;
  let entropy = 0;
  for (const counts of channels) {
    for (const count of counts) if (count > 0) entropy += (count / total) * Math.log2(total / count);
  }
  return entropy;
}
