import { displayedSize } from '../../../shared/shape.ts';
import { orientationMap, reorient } from '../../geometry/reorient.ts';
import { defineOperation } from '../../operation.ts';

export const orient = defineOperation({
  id: 'orient',
  title: 'Orient',
  family: 'geometry',
  doc: 'Turns and mirrors the stored pixels as the EXIF orientation tag says.',
  reference: 'PIL.ImageOps.exif_transpose; EXIF tag 0x0112',
  parameters: {},
  examples: [
    {
      doc: 'An image without a tag, or with tag 1, stays as it is.',
      parameters: {},
      input: [[1, 2, 3]],
      output: [[1, 2, 3]],
    },
    {
      doc: 'Colour pixels stay whole.',
      parameters: {},
      input: [[[1, 2, 3]], [[4, 5, 6]]],
      output: [[[1, 2, 3]], [[4, 5, 6]]],
    },
  ],
  shape: input => ({ ...input, ...displayedSize(input), orientation: 1 }),
  map: input => orientationMap(input.orientation, input.width, input.height),
  apply: image =>
    image.orientation === 1 ? image : { ...reorient(image, image.orientation), orientation: 1 },
});
