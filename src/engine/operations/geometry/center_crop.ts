import { translation } from '../../../shared/affine.ts';
import { DarkroomError } from '../../../shared/errors.ts';
import { cropRegion, placeOnColor } from '../../geometry/canvas.ts';
import { fillFor } from '../../geometry/fill.ts';
import { place } from '../../geometry/placement.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { boolean, fill, height, width } from '../../parameters.ts';

export const centerCrop = defineOperation({
  id: 'center_crop',
  title: 'Center crop',
  family: 'geometry',
  doc: 'Cuts a rectangle out of the middle of the image.',
  reference: 'albumentations.CenterCrop; offset floor((H − h) / 2)',
  parameters: {
    width,
    height,
    pad_if_needed: boolean({
      default: false,
      doc: 'Pads an image that is smaller, the odd pixel at the bottom and right; otherwise it is an error.',
    }),
    fill,
  },
  examples: [
    {
      doc: 'Of an odd number of spare pixels, the larger part is at the bottom and right.',
      parameters: { width: 2, height: 1 },
      input: [[1, 2, 3, 4, 5]],
      output: [[2, 3]],
    },
    {
      doc: 'Too narrow and too high: padded in one direction, cut in the other.',
      parameters: { width: 4, height: 1, pad_if_needed: true, fill: 9 },
      input: [[1], [2], [3]],
      output: [[9, 2, 9, 9]],
    },
  ],
  shape(input, values) {
    if (!values.pad_if_needed && (values.width > input.width || values.height > input.height)) {
      throw new DarkroomError(
        'out_of_domain',
        `Center crop expects an image of at least ${values.width}×${values.height} but received ` +
          `${input.width}×${input.height}.`,
        { hint: 'Set pad_if_needed to true, or resize or pad the image in a step before.' },
      );
    }
    if (values.pad_if_needed) fillFor('Center crop', input, values.fill);
    return { ...input, width: values.width, height: values.height };
  },
  map(input, values) {
    const { padding, cut } = layOut(input, values);
    return translation(padding.left - cut.left, padding.top - cut.top);
  },
  apply(image, values) {
    const { paddedWidth, paddedHeight, padding, cut } = layOut(image, values);
    // What would be cut off is cut off first: padding and cutting never meet in one direction.
    const width = Math.min(image.width, values.width);
    const height = Math.min(image.height, values.height);
    const middle = cropRegion(image, cut, width, height);
    if (paddedWidth === image.width && paddedHeight === image.height) return middle;
    const color = fillFor('Center crop', shapeOf(image), values.fill);
    return placeOnColor(middle, padding, values.width, values.height, color);
  },
});

interface Size {
  readonly width: number;
  readonly height: number;
}

function layOut(input: Size, { width, height }: Size) {
  const paddedWidth = Math.max(input.width, width);
  const paddedHeight = Math.max(input.height, height);
  return {
    paddedWidth,
    paddedHeight,
    padding: place('center', paddedWidth - input.width, paddedHeight - input.height),
    cut: place('center', paddedWidth - width, paddedHeight - height),
  };
}
