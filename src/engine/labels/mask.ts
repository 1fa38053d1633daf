import { DarkroomError } from '../../shared/errors.ts';
import type { Shape } from '../../shared/shape.ts';
import type { LabelRules } from '../../shared/labels.ts';
import type { Step } from '../../shared/pipeline.ts';
import { invert, type Affine } from '../../shared/affine.ts';
import { affineOf } from '../geometry/point-map.ts';
import { reorient } from '../geometry/reorient.ts';
import { allocate, dataTypeOf, withFrame, type Image } from '../image.ts';
import type { Operation } from '../operation.ts';
import { checkSize, storedFrom } from './frame.ts';
import { movement } from './movement.ts';

/** The id of pixels about which a mask says nothing. */
const ignoredId = 255;

/**
 * The id for places that the image does not reach: 255, to be ignored, beside class ids. 0 where 255 is something else:
 * the object itself in masks of nothing but 0 and 255, of which one without an object is all 0; one object of many
 * where ids are above 255.
 */
export function fillOfMask({ data }: Image): number {
  let fill = 0;
  for (const id of data) {
    if (id > ignoredId) return 0;
    if (id !== 0 && id !== ignoredId) fill = ignoredId;
  }
  return fill;
}

/**
 * An image of class ids (one channel, uint8 or uint16) on the image's stored frame, where every pipeline begins.
 *
 * @param input the decoded image's shape
 * @throws DarkroomError when the mask has other channels or types, or another size than its frame
 */
export function startMask(mask: Image, input: Shape, { frame }: Pick<LabelRules, 'frame'>): Image {
  const dtype = dataTypeOf(mask.data);
  if (mask.channels !== 1 || dtype === 'float32') {
    throw new DarkroomError(
      'bad_argument',
      `Expected a mask of one channel of class ids, uint8 or uint16, but received ${mask.channels} channels of ${dtype}.`,
      { hint: 'Save the mask as a grayscale or palette image whose values are class ids.' },
    );
  }
  checkSize('The mask', mask, input, frame);
  const stored = frame === 'stored' ? mask : reorient(mask, storedFrom(input.orientation));
  return { ...stored, orientation: input.orientation };
}

/**
 * A mask after a concrete step of its image's pipeline. No id is mixed with another: geometry takes the nearest pixel,
 * and what it adds is `fill` unless the border is taken from the image itself; all else leaves masks alone.
 *
 * @param mask on the frame of `input`
 * @param input shape of the image before the step
 * @param fill see `fillOfMask`
 * @returns undefined when the result has no places (a vector)
 */
export function moveMask(mask: Image, step: Step, input: Shape, fill = ignoredId): Image | undefined {
  return moveNearest(mask, step, input, { fill: [fill] });
}

/** The same for the pixels of one object: 1 inside, 0 outside, which is also what lies beyond the image. */
export function moveRegion(region: Image, step: Step, input: Shape): Image | undefined {
  return moveNearest(region, step, input, { fill: [0], border_mode: 'constant' });
}

interface Beyond {
  readonly fill: readonly [number];
  readonly border_mode?: 'constant';
}

function moveNearest(mask: Image, step: Step, input: Shape, beyond: Beyond): Image | undefined {
  const { operation, map, output, isStill } = movement(step, input);
  if (!map) return undefined;
  if (isStill) return mask;
  if (rearranges(operation)) {
    const nearest = { interpolation: 'nearest', antialias: false, ...beyond };
    const replaced = Object.entries(nearest).filter(([name]) => Object.hasOwn(operation.parameters, name));
    const onFrame = { ...mask, orientation: input.orientation };
    return operation.apply(onFrame, { ...step.values, ...Object.fromEntries(replaced) });
  }
  const affine = affineOf(map);
  const inverse = affine && invert(affine);
  if (!inverse) throw new Error(`${operation.id} moves pixels, but its mask cannot follow.`);
  return lookUp(mask, inverse, output, beyond.fill[0]);
}

/** Whether the kernel only moves pixels when it takes the nearest; others compute values, and only their map is followed. */
function rearranges({ family, parameters }: Operation): boolean {
  return family === 'geometry' || Object.hasOwn(parameters, 'interpolation');
}

/** For every pixel of a frame the one that lies under its centre; between two the first, as OpenCV when it halves. */
function lookUp(mask: Image, inverse: Affine, { width, height }: Shape, fill: number): Image {
  const [scaleX, , , scaleY, offsetX, offsetY] = inverse;
  const columns = Int32Array.from({ length: width }, (_value, x) => under(scaleX * (x + 0.5) + offsetX));
  const output = allocate(dataTypeOf(mask.data), width * height);
  for (let y = 0; y < height; y++) {
    const row = under(scaleY * (y + 0.5) + offsetY);
    for (let x = 0; x < width; x++) {
      const column = columns[x]!;
      const isInside = column >= 0 && row >= 0 && column < mask.width && row < mask.height;
      output[y * width + x] = isInside ? mask.data[row * mask.width + column]! : fill;
    }
  }
  return withFrame(mask, output, width, height);
}

/** Without the last digits, which decide nothing but on which side of an edge a rounding error falls. */
function under(place: number): number {
  return Math.ceil(Math.round(place * 1e6) / 1e6) - 1;
}
