import { scaling } from '../../../shared/affine.ts';
import { scaleTo, sizeFollowing } from '../../geometry/one-side.ts';
import { defineOperation } from '../../operation.ts';
import { antialias, integer, interpolation, match, maximumSide } from '../../parameters.ts';

export const resizeLongest = defineOperation({
  id: 'resize_longest',
  title: 'Resize longest side',
  family: 'geometry',
  doc: 'Scales the image so that its longest side has a length; proportions are kept.',
  reference:
    'albumentations.LongestMaxSize; with match pillow torchvision.transforms.v2.Resize(size=None, max_size)',
  parameters: {
    size: integer({
      required: true,
      minimum: 1,
      maximum: maximumSide,
      unit: 'px',
      doc: 'Length of the longest side of the result. The other is rounded half to even with match opencv, truncated with pillow.',
    }),
    interpolation,
    antialias,
    match,
  },
  examples: [
    {
      doc: 'Of 4×2 pixels the width is the longest side.',
      parameters: { size: 2, match: 'opencv' },
      input: [
        [10, 20, 50, 60],
        [30, 40, 70, 80],
      ],
      output: [[25, 65]],
    },
    {
      doc: 'At least one pixel is left of the other side.',
      parameters: { size: 1, interpolation: 'nearest' },
      input: [[7, 8, 9]],
      output: [[7]],
    },
  ],
  shape: (input, { size, match }) => ({ ...input, ...sizeFollowing(input, 'longest', size, match) }),
  map(input, { size, match }) {
    const { width, height } = sizeFollowing(input, 'longest', size, match);
    return scaling(width / input.width, height / input.height);
  },
  apply(image, { size, interpolation, match, antialias = match === 'pillow' }) {
    const target = sizeFollowing(image, 'longest', size, match);
    return scaleTo(image, target, { interpolation, match, antialias });
  },
});
