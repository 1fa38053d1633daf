import type { ImageStatistics } from '../../shared/protocol.ts';
import type { Channels, DataType } from '../../shared/shape.ts';

/** What mean and variance of one channel are made of. */
export interface Moments {
  readonly count: number;
  /** Exact for integers: whole numbers below 2⁵³. */
  readonly sum: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

/** Both sets of values together (Chan, Golub and LeVeque, 1979). */
function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const distance = b.sum / b.count - a.sum / a.count;
  const between = distance * distance * ((a.count * b.count) / count);
  return { count, sum: a.sum + b.sum, squares: a.squares + b.squares + between };
}

/** The moments behind an image's figures, per channel. */
export function momentsOf({ shape, mean, standardDeviation, notFinite }: ImageStatistics): Moments[] {
  return mean.map((value, channel) => {
    const count = shape.width * shape.height - notFinite[channel]!;
    if (count === 0) return { count, sum: 0, squares: 0 };
    // The mean is the sum divided and rounded once, so the whole number is got back.
    const sum = shape.dtype === 'float32' ? value * count : Math.round(value * count);
    return { count, sum, squares: standardDeviation[channel]! ** 2 * count };
  });
}

export interface ImageKind {
  readonly channels: Channels;
  readonly dtype: DataType;
  readonly images: number;
}

export interface DatasetFigures {
  /** Images that are counted: those of the most frequent number of channels and type, the first one where equal. */
  readonly count: number;
  readonly channels?: Channels;
  readonly dtype?: DataType;
  /** Over all pixels of all counted images, per channel, in pixel units. */
  readonly mean: readonly number[];
  /** Population standard deviation, likewise. */
  readonly std: readonly number[];
  /** Images that cannot be counted together with those. */
  readonly leftOut: readonly ImageKind[];
}

/** Mean and standard deviation of a dataset, image by image, in the memory of a few numbers. */
export class DatasetMoments {
  private readonly groups = new Map<string, ImageKind & { readonly moments: readonly Moments[] }>();

  add(statistics: ImageStatistics): void {
    const { channels, dtype } = statistics.shape;
    const key = `${channels} ${dtype}`;
    const group = this.groups.get(key);
    const added = momentsOf(statistics);
    const moments = group?.moments.map((sum, channel) => mergeMoments(sum, added[channel]!)) ?? added;
    this.groups.set(key, { channels, dtype, images: (group?.images ?? 0) + 1, moments });
  }

  figures(): DatasetFigures {
    const [first, ...others] = [...this.groups.values()].sort((a, b) => b.images - a.images);
    if (!first) return { count: 0, mean: [], std: [], leftOut: [] };
    return {
      count: first.images,
      channels: first.channels,
      dtype: first.dtype,
      mean: first.moments.map(({ sum, count }) => sum / count),
      std: first.moments.map(({ squares, count }) => Math.sqrt(squares / count)),
      leftOut: others.map(({ channels, dtype, images }) => ({ channels, dtype, images })),
    };
  }
}
