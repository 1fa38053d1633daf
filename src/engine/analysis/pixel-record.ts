import { fullRange, type Channels, type DataType } from '../../shared/shape.ts';
import type { Moments } from '../../shared/moments.ts';
import type { PixelRecord, StoredMoments } from '../../shared/imageRecord.ts';
import { colorChannels, typeOf, type Image } from '../image.ts';
import { convert } from '../operations/color/convert.ts';
import { blurScore } from './blur.ts';
import { brightnessOf } from './brightness.ts';
import { perceptualHashOfGray } from './perceptual-hash.ts';
import { reducedGray, reduction } from './reduced.ts';
import { entropyOf, measured } from './statistics.ts';

/** Everything that is recorded of an image's pixels but the hash of their values, which is not the engine's. */
export function recordPixels(image: Image): Omit<PixelRecord, 'hash'> {
  const { statistics, moments } = measured(image);
  const colors = colorChannels(image.channels);
  const { minimum, maximum, histogram, sharpness } = statistics;
  const bytes = convert.apply(image, { dtype: 'uint8' }) as Image & { readonly data: Uint8Array };
  return {
    isConstant: minimum.every((least, channel) => least === maximum[channel]),
    ...(image.channels === 4 && { usesAlpha: minimum[3]! < fullRange[typeOf(image)] }),
    brightness: rounded(brightnessOf(bytes)),
    entropy: rounded(meanOf(statistics.entropy, colors)),
    jointEntropy: rounded(entropyOf(...histogram.counts.slice(0, colors))),
    ...(sharpness !== undefined && { sharpness: inBytes(sharpness, typeOf(image)) }),
    ...looks(bytes),
    clippedLow: rounded(meanOf(statistics.clippedLow, colors)),
    clippedHigh: rounded(meanOf(statistics.clippedHigh, colors)),
    moments: moments.map(storedMoments),
  };
}

/** Of a figure in squared units of the type. */
function inBytes(square: number, dtype: DataType): number {
  return Number((square * (255 / fullRange[dtype]) ** 2).toPrecision(9));
}

function looks(bytes: Image & { readonly data: Uint8Array }) {
  if (bytes.vector) return {};
  const gray = reducedGray(bytes, reduction(bytes));
  return { perceptualHash: perceptualHashOfGray(gray), blurScore: rounded(blurScore(gray, bytes)) };
}

/** Of the first channels: the colours, without alpha. */
export function meanOf(values: readonly number[], channels: Channels): number {
  return values.slice(0, channels).reduce((sum, value) => sum + value, 0) / channels;
}

/** Records are small: six digits after the point are more than anybody judges by. */
function rounded(value: number): number;
function rounded<Values extends object>(values: Values): Values;
function rounded(value: number | object): unknown {
  if (typeof value === 'number') return Number(value.toFixed(6));
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, rounded(each as number)]));
}

function storedMoments(moments: Moments): StoredMoments {
  if (moments.kind === 'floats') return moments;
  const { kind, count, sum, squares } = moments;
  return { kind, count, sum: `${sum}`, squares: `${squares}` };
}

/** The inverse of how a record holds moments. */
export function momentsOfRecord(stored: StoredMoments): Moments {
  if (stored.kind === 'floats') return stored;
  const { kind, count, sum, squares } = stored;
  return { kind, count, sum: BigInt(sum), squares: BigInt(squares) };
}
