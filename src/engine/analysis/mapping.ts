import type { Step } from '../../shared/pipeline.ts';
import type { Mapping } from '../../shared/view.ts';
import { fullRange, type Channels } from '../../shared/shape.ts';
import { colorChannels, shapeOf, typeOf, type Image, type LookUp } from '../image.ts';
import { findOperation } from '../operations/index.ts';
import { channelNormalization, normalize } from '../operations/numeric/normalize.ts';
import { finiteRange } from '../simd/range.ts';
import { countedValues } from './counts.ts';

/**
 * The ways to show an image's values on a screen, the preferred one first; `range` is always among them.
 *
 * Integers are shown over the whole range of their type. Floats: when the last enabled step that changes values is
 * `normalize`, it is undone; otherwise values within 0 to 1, or within 0 to 255, are shown as such.
 *
 * @param steps the steps that made the image, without those that were not run
 * @param range what `rangeOf` gives, where it is known
 */
export function mappingsOf(image: Image, steps: readonly Step[], range = rangeOf(image)): Mapping[] {
  const preferred = undoneNormalization(image, steps) ?? levelsOf(image, range);
  return [...(preferred ? [preferred] : []), rangeMapping(image, range)];
}

/** Lowest and highest finite value of the colour channels; 0 and 0 when there is none. */
export function rangeOf(image: Image): readonly [low: number, high: number] {
  const [low, high] = image.lookUp ? rangeThrough(image.lookUp) : rangeOfValues(image);
  return low > high ? [0, 0] : [low, high];
}

function rangeOfValues({ data, channels }: Image): readonly [low: number, high: number] {
  return data instanceof Uint16Array ? rangeOfWords(data, channels) : finiteRange(data, channels);
}

function rangeThrough(lookUp: LookUp): readonly [low: number, high: number] {
  const colors = colorChannels(lookUp.bytes.channels);
  const values = Array.from({ length: colors }, (_value, channel) => countedValues(lookUp, channel))
    .flat()
    .map(({ value }) => value)
    .filter(value => Number.isFinite(value));
  // A zero has no sign here.
  return [Math.min(...values) + 0, Math.max(...values) + 0];
}

function rangeOfWords(data: Uint16Array, channels: Channels): readonly [low: number, high: number] {
  const colors = colorChannels(channels);
  let low = Infinity;
  let high = -Infinity;
  for (let pixel = 0; pixel < data.length; pixel += channels) {
    for (let channel = 0; channel < colors; channel++) {
      const value = data[pixel + channel]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

function levelsOf(image: Image, [low, high]: readonly [number, number]): Mapping | undefined {
  const dtype = typeOf(image);
  const top = dtype !== 'float32' ? fullRange[dtype] : high <= 1 ? 1 : 255;
  if (low < 0 || high > top) return undefined;
  return uniform(image, 'levels', `0 to ${top} as black to white`, 255 / top, 0);
}

/** Changes no finite value, and keeps infinities what they are, as 0 would not. */
const hardlyAny = 2 ** -149;

function rangeMapping(image: Image, [low, high]: readonly [number, number]): Mapping {
  if (low === high) return uniform(image, 'range', `${show(low)} everywhere, as mid gray`, hardlyAny, 127.5);
  const scale = 255 / (high - low);
  return uniform(image, 'range', `${show(low)} to ${show(high)} as black to white`, scale, -low * scale);
}

/** One mapping for all colours; alpha has its own. */
function uniform(image: Image, id: Mapping['id'], label: string, scale: number, offset: number): Mapping {
  const { channels } = image;
  const colors = colorChannels(channels);
  const scales = Array.from({ length: channels }, (_value, channel) =>
    channel < colors ? scale : alphaScale(image),
  );
  const offsets = Array.from({ length: channels }, (_value, channel) => (channel < colors ? offset : 0));
  return { id, label, scale: scales, offset: offsets };
}

/** Alpha of floats has the unit of the type it came from: 0 to 1, to 255 or to 65535. */
function alphaScale(image: Image): number {
  const dtype = typeOf(image);
  if (dtype !== 'float32') return 255 / fullRange[dtype];
  const high = image.lookUp ? highestThrough(image.lookUp, 3) : highestAlpha(image.data);
  return high <= 1 ? 255 : high <= 255 ? 1 : 255 / 65535;
}

function highestAlpha(data: Image['data']): number {
  let high = 0;
  for (let index = 3; index < data.length; index += 4) high = Math.max(high, data[index]!);
  return high;
}

function highestThrough(lookUp: LookUp, channel: number): number {
  return Math.max(0, ...countedValues(lookUp, channel).map(({ value }) => value));
}

function undoneNormalization(image: Image, steps: readonly Step[]): Mapping | undefined {
  if (typeOf(image) !== 'float32' || image.vector) return undefined;
  const last = steps.findLast(
    ({ enabled, operation }) => enabled && findOperation(operation)?.family !== 'geometry',
  );
  if (last?.operation !== normalize.id) return undefined;
  const values = last.values as { mean: readonly number[]; std: readonly number[]; max_pixel_value: number };
  const { mean, std } = channelNormalization(shapeOf(image), values);
  const perChannel = (numbers: readonly number[], alpha: number) =>
    Array.from({ length: image.channels }, (_value, channel) =>
      channel < numbers.length ? numbers[channel]! * 255 : alpha,
    );
  return {
    id: 'unnormalized',
    label: `normalize undone (mean ${mean.map(show).join(', ')}; std ${std.map(show).join(', ')})`,
    scale: perChannel(std, 255 / values.max_pixel_value),
    offset: perChannel(mean, 0),
  };
}

/** Three digits, or all of those before the point. */
function show(value: number): string {
  const short = Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
  return String(short).replaceAll('-', '−');
}
