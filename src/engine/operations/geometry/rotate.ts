import { aboutCenter, expandedSize, rotation } from '../../geometry/rotation.ts';
import { samplingFor, warpParameters } from '../../geometry/warp-parameters.ts';
import { warpAffine } from '../../geometry/warp.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { boolean, number } from '../../parameters.ts';

export const rotate = defineOperation({
  id: 'rotate',
  title: 'Rotate',
  family: 'geometry',
  doc: 'Turns the image about its centre by any angle.',
  reference:
    'cv2.warpAffine (OpenCV 5) with cv2.getRotationMatrix2D about ((W − 1) / 2, (H − 1) / 2); the size of expand as ' +
    'PIL.Image.rotate',
  parameters: {
    angle: number({
      required: true,
      minimum: -360,
      maximum: 360,
      unit: '°',
      doc: 'Angle, counter-clockwise.',
    }),
    expand: boolean({
      default: false,
      doc: 'Enlarges the frame so that it holds all of the turned image; otherwise the size stays.',
    }),
    ...warpParameters,
  },
  examples: [
    {
      doc: 'A quarter turn counter-clockwise.',
      parameters: { angle: 90 },
      input: [
        [1, 2],
        [3, 4],
      ],
      output: [
        [2, 4],
        [1, 3],
      ],
    },
    {
      doc: 'With expand the frame turns too.',
      parameters: { angle: -90, expand: true },
      input: [[1, 2, 3]],
      output: [[1], [2], [3]],
    },
    {
      doc: 'Without it, what leaves the frame is lost and the rest is filled.',
      parameters: { angle: 90, fill: 9 },
      input: [[1, 2, 3]],
      output: [[9, 2, 9]],
    },
  ],
  shape(input, values) {
    samplingFor('Rotate', input, values);
    return { ...input, ...frameOf(input, values) };
  },
  map: (input, values) => aboutCenter(rotation(values.angle), input, frameOf(input, values)),
  apply(image, values) {
    const frame = frameOf(image, values);
    const map = aboutCenter(rotation(values.angle), image, frame);
    return warpAffine(image, map, frame, samplingFor('Rotate', shapeOf(image), values));
  },
});

interface Size {
  readonly width: number;
  readonly height: number;
}

function frameOf({ width, height }: Size, values: { angle: number; expand: boolean }): Size {
  return values.expand ? expandedSize({ width, height }, values.angle) : { width, height };
}
