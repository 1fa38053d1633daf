import type { Moments } from '../../shared/moments.ts';
import type { Channels, DataType, Shape } from '../../shared/shape.ts';

/** Both sets of values together. Integers add up exactly; for floats, Chan, Golub and LeVeque, 1979. */
export function mergeMoments(a: Moments, b: Moments): Moments {
  if (a.kind === 'integers' && b.kind === 'integers') {
    const squares = a.squares + b.squares;
    return { kind: 'integers', count: a.count + b.count, sum: a.sum + b.sum, squares };
  }
  if (a.kind !== 'floats' || b.kind !== 'floats')
    throw new Error('Integers and floats have no common moments.');
  if (a.count === 0) return b;
  if (b.count === 0) return a;
  const count = a.count + b.count;
  const distance = b.mean - a.mean;
  const deviations = a.deviations + b.deviations + distance * distance * ((a.count * b.count) / count);
  return { kind: 'floats', count, mean: a.mean + distance * (b.count / count), deviations };
}

function meanOf(moments: Moments): number {
  if (moments.kind === 'floats') return moments.count === 0 ? NaN : moments.mean;
  return Number(moments.sum) / moments.count;
}

/** Of the population. */
export function standardDeviationOf(moments: Moments): number {
  const { count } = moments;
  if (moments.kind === 'floats') return Math.sqrt(moments.deviations / count);
  // count² times the variance, without any rounding.
  return Math.sqrt(Number(BigInt(count) * moments.squares - moments.sum * moments.sum)) / count;
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

/**
 * Mean and standard deviation of a dataset, image by image, in the memory of a few numbers. Of integers they are the
 * same whatever the order and however the work was split; of floats to about 1e-13.
 */
export class DatasetMoments {
  private readonly groups = new Map<string, ImageKind & { readonly moments: readonly Moments[] }>();

  add({ channels, dtype }: Shape, added: readonly Moments[]): void {
    const key = `${channels} ${dtype}`;
    const group = this.groups.get(key);
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
      mean: first.moments.map(meanOf),
      std: first.moments.map(standardDeviationOf),
      leftOut: others.map(({ channels, dtype, images }) => ({ channels, dtype, images })),
    };
  }
}
