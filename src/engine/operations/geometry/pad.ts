import { translation } from '../../../shared/affine.ts';
import { borderIndices } from '../../border.ts';
import { placeOnColor } from '../../geometry/canvas.ts';
import { fillFor } from '../../geometry/fill.ts';
import { place } from '../../geometry/placement.ts';
import { allocate, dataTypeOf, shapeOf, withFrame, type Image } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import {
  borderMode,
  choice,
  fill,
  integer,
  maximumSide,
  position,
  type BorderMode,
} from '../../parameters.ts';

export const pad = defineOperation({
  id: 'pad',
  title: 'Pad',
  family: 'geometry',
  doc: 'Adds pixels until the image has at least a size, or sides divisible by a number.',
  reference: 'albumentations.PadIfNeeded; cv2.copyMakeBorder',
  parameters: {
    width: integer({
      absent: 'No least width.',
      minimum: 1,
      maximum: maximumSide,
      unit: 'px',
      doc: 'Least width of the result; a wider image stays as wide as it is.',
    }),
    height: integer({
      absent: 'No least height.',
      minimum: 1,
      maximum: maximumSide,
      unit: 'px',
      doc: 'Least height of the result; a higher image stays as high as it is.',
    }),
    divisor: integer({
      absent: 'Any size will do.',
      minimum: 1,
      maximum: maximumSide,
      unit: 'px',
      doc: 'Both sides of the result are multiples of this, such as the stride of a network.',
    }),
    position,
    border_mode: choice({ ...borderMode, default: 'constant' }),
    fill,
  },
  examples: [
    {
      doc: 'The odd pixel is at the right.',
      parameters: { width: 4, fill: 7 },
      input: [[1]],
      output: [[7, 1, 7, 7]],
    },
    {
      doc: 'Up to the next multiple, mirrored without repeating the edge.',
      parameters: { divisor: 4, border_mode: 'reflect_101', position: 'top_left' },
      input: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      output: [
        [1, 2, 3, 2],
        [4, 5, 6, 5],
        [1, 2, 3, 2],
        [4, 5, 6, 5],
      ],
    },
  ],
  check: values =>
    values.width === undefined && values.height === undefined && values.divisor === undefined
      ? [
          {
            parameter: 'width',
            message: 'Expected a width, a height or a divisor but received none of them.',
          },
        ]
      : [],
  shape(input, values) {
    if (values.border_mode === 'constant') fillFor('Pad', input, values.fill);
    return { ...input, ...paddedSize(input, values) };
  },
  map(input, values) {
    const { width, height } = paddedSize(input, values);
    const { left, top } = place(values.position, width - input.width, height - input.height);
    return translation(left, top);
  },
  apply(image, values) {
    const { width, height } = paddedSize(image, values);
    const placement = place(values.position, width - image.width, height - image.height);
    if (values.border_mode !== 'constant') {
      return extend(image, placement.left, placement.top, width, height, values.border_mode);
    }
    return placeOnColor(image, placement, width, height, fillFor('Pad', shapeOf(image), values.fill));
  },
});

interface Least {
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly divisor: number | undefined;
}

function paddedSize(input: { width: number; height: number }, least: Least) {
  return {
    width: paddedSide(input.width, least.width, least.divisor),
    height: paddedSide(input.height, least.height, least.divisor),
  };
}

function paddedSide(side: number, least = 1, divisor = 1): number {
  return Math.ceil(Math.max(side, least) / divisor) * divisor;
}

/** The image at (left, top) of a larger frame, the rest taken from the image itself. */
function extend(
  image: Image,
  left: number,
  top: number,
  width: number,
  height: number,
  mode: BorderMode,
): Image {
  const { data, channels } = image;
  const output = allocate(dataTypeOf(data), width * height * channels);
  const columns = borderIndices(image.width, left, width - left - image.width, mode);
  const rows = borderIndices(image.height, top, height - top - image.height, mode);
  const inner = image.width * channels;
  for (let y = 0; y < height; y++) {
    const source = rows[y]! * inner;
    const target = y * width * channels;
    output.set(data.subarray(source, source + inner), target + left * channels);
    for (let x = 0; x < width; x++) {
      if (x === left) x += image.width;
      if (x >= width) break;
      const from = source + columns[x]! * channels;
      const to = target + x * channels;
      for (let channel = 0; channel < channels; channel++) output[to + channel] = data[from + channel]!;
    }
  }
  return withFrame(image, output, width, height);
}
