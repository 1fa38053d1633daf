import { invertProjective, composeProjective, type Projective } from '../../../shared/projective.ts';
import { DarkroomError } from '../../../shared/errors.ts';
import { perspectiveTransform } from '../../geometry/perspective-transform.ts';
import { isConvex, squareToQuadrilateral, type Point } from '../../geometry/quadrilateral.ts';
import { samplingFor, warpParameters } from '../../geometry/warp-parameters.ts';
import { warpPerspective } from '../../geometry/warp.ts';
import { shapeOf } from '../../image.ts';
import { defineOperation } from '../../operation.ts';
import { matrix } from '../../parameters.ts';

export const perspective = defineOperation({
  id: 'perspective',
  title: 'Perspective',
  family: 'geometry',
  doc: 'Pulls four points of the image to its corners; the size stays.',
  reference:
    'cv2.warpPerspective (OpenCV 5) with cv2.getPerspectiveTransform between the edges of the pixels',
  parameters: {
    corners: matrix({
      required: true,
      maximumRows: 4,
      maximumColumns: 2,
      doc: 'The points that become the top left, top right, bottom right and bottom left corner, as [x, y] fractions of the size; they may lie outside.',
    }),
    ...warpParameters,
  },
  examples: [
    {
      doc: 'The right half, stretched to the whole frame.',
      parameters: {
        corners: [
          [0.5, 0],
          [1, 0],
          [1, 1],
          [0.5, 1],
        ],
        interpolation: 'nearest',
      },
      input: [[1, 2, 3, 4]],
      output: [[3, 3, 4, 4]],
    },
    {
      doc: 'Corners in another order mirror the image.',
      parameters: {
        corners: [
          [1, 0],
          [0, 0],
          [0, 1],
          [1, 1],
        ],
      },
      input: [[1, 2, 3]],
      output: [[3, 2, 1]],
    },
  ],
  check({ corners }) {
    const received = `received ${JSON.stringify(corners)}`;
    if (corners.length !== 4 || corners.some(corner => corner.length !== 2)) {
      return [{ parameter: 'corners', message: `Expected four [x, y] points for corners but ${received}.` }];
    }
    if (corners.flat().some(value => Math.abs(value) > 10)) {
      return [
        { parameter: 'corners', message: `Expected fractions from −10 to 10 for corners but ${received}.` },
      ];
    }
    if (isConvex(corners as unknown as readonly Point[])) return [];
    const message = `Expected corners in order around a convex quadrilateral but ${received}.`;
    return [{ parameter: 'corners', message }];
  },
  shape(input, values) {
    samplingFor('Perspective', input, values);
    lookupOf(input, values.corners);
    return input;
  },
  map: (input, { corners }) => mapOf(input, corners),
  apply(image, values) {
    const sampling = samplingFor('Perspective', shapeOf(image), values);
    return warpPerspective(image, lookupOf(image, values.corners), image, sampling);
  },
});

interface Size {
  readonly width: number;
  readonly height: number;
}

/** From the image to its frame; the corners are convex, so there is an inverse. */
function mapOf({ width, height }: Size, corners: unknown): Projective {
  const points = (corners as readonly Point[]).map(([x, y]) => [x * width, y * height] as const);
  const fromSquare = squareToQuadrilateral(points);
  const toSquare: Projective = [1 / width, 0, 0, 0, 1 / height, 0, 0, 0, 1];
  return invertProjective(composeProjective(toSquare, fromSquare))!;
}

const frameCorners: readonly Point[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

/**
 * From pixel centres of the frame to those of the image, rounded as OpenCV does.
 * @throws DarkroomError `out_of_domain` when the corners are too close to each other for that
 */
function lookupOf({ width, height }: Size, corners: unknown): Projective {
  const placed = ([x, y]: Point) => [x * width - 0.5, y * height - 0.5] as const;
  const toFrame = perspectiveTransform((corners as readonly Point[]).map(placed), frameCorners.map(placed));
  const lookup = invertProjective(toFrame);
  if (lookup) return lookup;
  throw new DarkroomError(
    'out_of_domain',
    `Perspective expects corners that single precision tells apart on ${width}×${height} pixels but received ${JSON.stringify(corners)}.`,
    { hint: 'Move the corners away from each other.' },
  );
}
