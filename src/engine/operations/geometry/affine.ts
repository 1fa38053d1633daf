import { compose, scaling, translation, type Affine } from '../../../shared/affine.ts';
import { aboutCenter, rotation } from '../../geometry/rotation.ts';
import { samplingFor, warpParameters } from '../../geometry/warp-parameters.ts';
import { warpAffine } from '../../geometry/warp.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { number, pair } from '../../parameters.ts';

export const affine = defineOperation({
  id: 'affine',
  title: 'Affine',
  family: 'geometry',
  doc: 'Scales, turns, shears and moves the image about its centre, in this order; the size stays.',
  reference:
    'albumentations.Affine; cv2.warpAffine (OpenCV 5). About the centre: x′ = translate · shear · rotate · scale · x',
  parameters: {
    scale: number({
      default: 1,
      minimum: 0.001,
      maximum: 1000,
      doc: 'Factor by which things become larger.',
    }),
    translate: pair({
      default: [0, 0],
      minimum: -10,
      maximum: 10,
      doc: 'Way to the right and down, as fractions of the width and the height.',
    }),
    rotate: number({
      default: 0,
      minimum: -360,
      maximum: 360,
      unit: '°',
      doc: 'Angle, counter-clockwise.',
    }),
    shear: pair({
      default: [0, 0],
      minimum: -89,
      maximum: 89,
      unit: '°',
      doc: 'Two angles about the centre: the first leans the image to the right at the top, the second lifts it at the right.',
    }),
    ...warpParameters,
  },
  examples: [
    {
      doc: 'A third of the width to the right.',
      parameters: { translate: [0.3333333333333333, 0] },
      input: [[1, 2, 3]],
      output: [[0, 1, 2]],
    },
    {
      doc: 'Twice as large, of which the middle is seen.',
      parameters: { scale: 2, interpolation: 'nearest', border_mode: 'replicate' },
      input: [[1, 2, 3, 4]],
      output: [[2, 2, 3, 3]],
    },
  ],
  check({ shear: [x, y] }) {
    if (Math.abs(1 - tangent(x) * tangent(y)) > 1e-6) return [];
    const message = `Expected two angles for shear that do not flatten the image but received [${x}, ${y}].`;
    return [{ parameter: 'shear', message }];
  },
  shape(input, values) {
    samplingFor('Affine', input, values);
    return input;
  },
  map: mapOf,
  apply(image, values) {
    return warpAffine(image, mapOf(image, values), image, samplingFor('Affine', shapeOf(image), values));
  },
});

interface AffineValues {
  readonly scale: number;
  readonly translate: readonly [x: number, y: number];
  readonly rotate: number;
  readonly shear: readonly [x: number, y: number];
}

function mapOf(size: { width: number; height: number }, values: AffineValues): Affine {
  const { scale, translate, rotate, shear } = values;
  const turned = compose(scaling(scale, scale), rotation(rotate));
  const sheared = compose(turned, [1, -tangent(shear[1]), -tangent(shear[0]), 1, 0, 0]);
  const moved = compose(sheared, translation(translate[0] * size.width, translate[1] * size.height));
  return aboutCenter(moved, size, size);
}

function tangent(degrees: number): number {
  return Math.tan((degrees * Math.PI) / 180);
}
