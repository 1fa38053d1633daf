import { compose, scaling, translation } from '../../../shared/affine.ts';
import type { Match } from '../../../shared/pipeline.ts';
import { placeOnColor } from '../../geometry/canvas.ts';
import { fillFor } from '../../geometry/fill.ts';
import { fitSize, type Fit } from '../../geometry/fit.ts';
import { place } from '../../geometry/placement.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import {
  antialias,
  choice,
  fill,
  height,
  interpolation,
  match,
  position,
  width,
  type Position,
} from '../../parameters.ts';
import { resample } from '../../resample/resample.ts';

export const resize = defineOperation({
  id: 'resize',
  title: 'Resize',
  family: 'geometry',
  doc: 'Scales the image to a size, stretched or with its proportions kept.',
  reference:
    'cv2.resize (OpenCV 5); PIL.Image.resize. Kept proportions: albumentations.LongestMaxSize, PIL.ImageOps.contain ' +
    'and cover, the scaled side rounded half to even and at least 1. ' +
    'Antialiased tensors of torchvision are the pillow filter in other fixed-point weights, within one level. ' +
    'Where OpenCV uses Intel’s IPP (bicubic; bilinear of 16 bits and floats), it is a level apart in about 2 % of the ' +
    'values, at most two levels of 16 bits, and floats are within 3e-5 of their range',
  parameters: {
    width,
    height,
    fit: choice({
      default: 'stretch',
      doc: 'How an image of other proportions fills the size.',
      choices: [
        { value: 'stretch', doc: 'Scaled to exactly the size; proportions change.' },
        { value: 'contain', doc: 'Proportions kept, the rest padded with the fill (letterbox).' },
        { value: 'cover', doc: 'Proportions kept, what reaches beyond the size is cut off.' },
        { value: 'inside', doc: 'Proportions kept, no padding: one side may come out smaller.' },
      ],
    }),
    interpolation,
    antialias,
    fill,
    position: choice({
      ...position,
      doc: 'Where the image sits with contain, which part is kept with cover; in the center, an odd pixel is at the bottom and right.',
    }),
    match,
  },
  examples: [
    {
      doc: 'Half the size: with match opencv the four pixels around the centre.',
      parameters: { width: 1, height: 1, match: 'opencv' },
      input: [
        [10, 20],
        [30, 40],
      ],
      output: [[25]],
    },
    {
      doc: 'Letterbox: a wide image is padded above and below.',
      parameters: { width: 2, height: 3, fit: 'contain', fill: 114, interpolation: 'nearest' },
      input: [[1, 1, 2, 2]],
      output: [
        [114, 114],
        [1, 2],
        [114, 114],
      ],
    },
  ],
  shape(input, values) {
    const { framed } = layOut(input, values);
    if (values.fit === 'contain') fillFor('Resize', input, values.fill);
    return { ...input, ...framed };
  },
  map(input, values) {
    const { scaled, offset } = layOut(input, values);
    return compose(
      scaling(scaled.width / input.width, scaled.height / input.height),
      translation(offset.left, offset.top),
    );
  },
  apply(image, values) {
    const { scaled, framed, offset } = layOut(image, values);
    const columns = spanOf(image.width, scaled.width, offset.left, framed.width);
    const rows = spanOf(image.height, scaled.height, offset.top, framed.height);
    const { interpolation, match, antialias = match === 'pillow' } = values;
    const resampled = resample(image, columns, rows, { interpolation, match, antialias });
    if (values.fit !== 'contain') return resampled;
    const color = fillFor('Resize', shapeOf(image), values.fill);
    return placeOnColor(resampled, offset, framed.width, framed.height, color);
  },
});

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Target extends Size {
  readonly fit: Fit;
  readonly position: Position;
  readonly match: Match;
}

/** The size the image is scaled to, the size that comes out, and where the first lies in the second. */
function layOut(input: Size, { fit, width, height, position, match }: Target) {
  const scaled = fitSize(input, { width, height }, fit, match);
  const framed = fit === 'inside' ? scaled : { width, height };
  if (fit !== 'cover') {
    const offset = place(position, framed.width - scaled.width, framed.height - scaled.height);
    return { scaled, framed, offset };
  }
  const cut = place(position, scaled.width - framed.width, scaled.height - framed.height);
  return { scaled, framed, offset: { left: -cut.left, top: -cut.top } };
}

/** Only the part inside the frame is computed: a long thin image that covers a square would be immense otherwise. */
function spanOf(source: number, target: number, offset: number, framed: number) {
  const first = Math.max(0, -offset);
  return { source, target, first, count: Math.min(target - first, framed) };
}
