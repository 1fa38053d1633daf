import { countedFloats } from './counted-floats.ts';
import { bins, type ChannelFigures, type Figures } from './figures.ts';
import type { FloatChannel } from './float-channel.ts';
import { plainFloats } from './floats.ts';
import type { Image } from '../image.ts';

/** Floats are summed in double precision in two passes; those that were looked up, level by level. */
export function floatFigures(image: Image): ChannelFigures {
  const { lookUp, width, height, channels } = image;
  const all = Array.from({ length: channels }, (_value, channel) =>
    lookUp ? countedFloats(lookUp, channel) : plainFloats(image.data as Float32Array, channel, channels),
  );
  const filled = all.filter(({ range }) => range.count > 0).map(({ range }) => range);
  const low = filled.length === 0 ? 0 : Math.min(...filled.map(({ minimum }) => minimum));
  const high = filled.length === 0 ? 0 : Math.max(...filled.map(({ maximum }) => maximum));
  return { low, high, figures: all.map(channel => figuresOf(channel, low, high, width * height)) };
}

function figuresOf(channel: FloatChannel, low: number, high: number, pixels: number): Figures {
  const { minimum, maximum, sum, count } = channel.range;
  const notFinite = pixels - count;
  if (count === 0) return { ...nothing(), notFinite };
  const center = sum / count;
  const rest = channel.deviations({ center, low, high });
  // What rounding left out of the first sum, the deviations still hold.
  const mean = center + rest.sum / count;
  const deviations = Math.max(rest.squares - (rest.sum * rest.sum) / count, 0);
  return {
    minimum,
    maximum,
    mean,
    standardDeviation: Math.sqrt(deviations / count),
    median: channel.median(),
    clippedLow: rest.atLow / count,
    clippedHigh: rest.atHigh / count,
    notFinite,
    counts: rest.counts,
    moments: { kind: 'floats', count, mean, deviations },
  };
}

function nothing(): Figures {
  const [minimum, maximum, mean, standardDeviation, median] = [NaN, NaN, NaN, NaN, NaN];
  return {
    ...{ minimum, maximum, mean, standardDeviation, median },
    ...{ clippedLow: 0, clippedHigh: 0, notFinite: 0, counts: new Uint32Array(bins) },
    moments: { kind: 'floats', count: 0, mean: NaN, deviations: 0 },
  };
}
