import { scaling } from '../../../shared/affine.ts';
import { scaleTo, sizeFollowing } from '../../geometry/one-side.ts';
import { defineOperation } from '../../operation.ts';
import { antialias, integer, interpolation, match, maximumSide } from '../../parameters.ts';

export const resizeShortest = defineOperation({
  id: 'resize_shortest',
  title: 'Resize shortest side',
  family: 'geometry',
  doc: 'Scales the image so that its shortest side has a length; proportions are kept.',
  reference: 'albumentations.SmallestMaxSize; with match pillow torchvision.transforms.v2.Resize(size)',
  parameters: {
    size: integer({
      required: true,
      minimum: 1,
      maximum: maximumSide,
      unit: 'px',
      doc: 'Length of the shortest side of the result. The other is rounded half to even with match opencv, truncated with pillow.',
    }),
    interpolation,
    antialias,
    match,
  },
  examples: [
    {
      doc: 'Of 4×2 pixels the height is the shortest side.',
      parameters: { size: 1, match: 'opencv' },
      input: [
        [10, 20, 50, 60],
        [30, 40, 70, 80],
      ],
      output: [[25, 65]],
    },
    {
      doc: 'A square has two shortest sides.',
      parameters: { size: 2, interpolation: 'nearest' },
      input: [[7]],
      output: [
        [7, 7],
        [7, 7],
      ],
    },
  ],
  shape: (input, { size, match }) => ({ ...input, ...sizeFollowing(input, 'shortest', size, match) }),
  map(input, { size, match }) {
    const { width, height } = sizeFollowing(input, 'shortest', size, match);
    return scaling(width / input.width, height / input.height);
  },
  apply(image, { size, interpolation, match, antialias = match === 'pillow' }) {
    const target = sizeFollowing(image, 'shortest', size, match);
    return scaleTo(image, target, { interpolation, match, antialias });
  },
});
