import { invert, type Affine } from '../../shared/affine.ts';
import { DarkroomError } from '../../shared/errors.ts';
import type { Step } from '../../shared/pipeline.ts';
import type { Mapping } from '../../shared/view.ts';
import { fullRange } from '../../shared/shape.ts';
import { colorChannels, dataTypeOf, type Image, type PixelData } from '../image.ts';
import { mappingsOf, rangeOf } from './mapping.ts';
import { rowResampler } from './resample.ts';

/**
 * How far each pixel of `after` is from the same point of `before`: |after − before ∘ map⁻¹| in the frame of `after`,
 * float32, colours only; a pixel whose middle has no point in `before` counts as 0.
 *
 * Types that hold the same unit are compared in the unit of `after` (two integer types: `before` is scaled to the
 * range of `after`). When a float comes of integers, or the steps end in `normalize`, both are compared as the screen
 * levels (0 to 255) of their preferred mapping. When one has colours and the other not, their luma is compared
 * (0.299 R + 0.587 G + 0.114 B). Between pixels, and where the map shrinks, `before` is resampled fairly.
 *
 * @param steps the steps that made `after` of the stored frame
 * @param earlier those of them that made `before`
 * @throws DarkroomError `out_of_domain` when the map has no inverse
 */
export function difference(
  before: Image,
  after: Image,
  map: Affine,
  steps: readonly Step[],
  earlier: readonly Step[] = [],
): Image {
  const inverse = invert(map);
  if (!inverse) {
    throw new DarkroomError('out_of_domain', 'There is no difference to show: the steps flatten the image.');
  }
  const { width, height, orientation } = after;
  const colors = Math.min(colorChannels(before.channels), colorChannels(after.channels));
  const [unitBefore, unitAfter] = unitsOf(before, after, steps, earlier);
  const readRow = rowResampler(before, inverse, width, height);
  const rowBefore = new Float64Array(width * before.channels);
  const known = new Uint8Array(width);
  const valuesBefore = new Float64Array(width * colors);
  const valuesAfter = new Float64Array(width * colors);
  const data = new Float32Array(width * height * colors);
  for (let y = 0; y < height; y++) {
    readRow(y, rowBefore, known);
    convertRow(rowBefore, 0, before.channels, unitBefore, colors, valuesBefore);
    convertRow(after.data, y * width * after.channels, after.channels, unitAfter, colors, valuesAfter);
    for (let x = 0, index = 0; x < width; x++) {
      for (let channel = 0; channel < colors; channel++, index++) {
        data[y * width * colors + index] =
          known[x] === 1 ? Math.abs(valuesAfter[index]! - valuesBefore[index]!) : 0;
      }
    }
  }
  return { data, width, height, channels: colors === 1 ? 1 : 3, orientation };
}

/** Shows a difference from 0 (black) to its largest value (white). */
export function differenceMapping(difference: Image): { readonly mapping: Mapping; readonly white: number } {
  const [, white] = rangeOf(difference);
  const scale = white > 0 ? 255 / white : 0;
  const perChannel = (value: number) => Array.from({ length: difference.channels }, () => value);
  const label = `0 to ${Number(white.toPrecision(3))} as black to white`;
  return { mapping: { id: 'range', label, scale: perChannel(scale), offset: perChannel(0) }, white };
}

type Unit = Pick<Mapping, 'scale' | 'offset'>;

function unitsOf(
  before: Image,
  after: Image,
  steps: readonly Step[],
  earlier: readonly Step[],
): readonly [before: Unit, after: Unit] {
  const from = dataTypeOf(before.data);
  const to = dataTypeOf(after.data);
  const [levels] = mappingsOf(after, steps);
  const isInteger = from !== 'float32' && to !== 'float32';
  if (isInteger || (from === to && levels?.id !== 'unnormalized')) {
    const ratio = fullRange[to] / fullRange[from];
    return [unit(ratio), unit(1)];
  }
  return [mappingsOf(before, earlier)[0]!, levels!];
}

function unit(scale: number): Unit {
  return { scale: [scale, scale, scale, scale], offset: [0, 0, 0, 0] };
}

/** Colours, or their luma when only one value is wanted, of a row of interleaved channels from `start` on. */
function convertRow(
  source: PixelData | Float64Array,
  start: number,
  channels: number,
  { scale, offset }: Unit,
  colors: number,
  values: Float64Array,
): void {
  const [red, green, blue] = [scale[0]! * 0.299, (scale[1] ?? 0) * 0.587, (scale[2] ?? 0) * 0.114];
  const base = offset[0]! * 0.299 + (offset[1] ?? 0) * 0.587 + (offset[2] ?? 0) * 0.114;
  const isLuma = colors === 1 && channels > 1;
  for (let from = start, to = 0; to < values.length; from += channels) {
    if (isLuma) {
      values[to++] = red * source[from]! + green * source[from + 1]! + blue * source[from + 2]! + base;
      continue;
    }
    for (let channel = 0; channel < colors; channel++)
      values[to++] = source[from + channel]! * scale[channel]! + offset[channel]!;
  }
}
