import { decodeIds, encode, open } from '../codec/index.ts';
import { mappingsOf } from '../engine/analysis/mapping.ts';
import { render, shownChannels } from '../engine/analysis/render.ts';
import { reorient } from '../engine/geometry/reorient.ts';
import { shapeOf, type Image } from '../engine/image.ts';
import { shrinkMask } from '../engine/labels/colors.ts';
import { drawnSize } from '../engine/labels/frame.ts';
import { startMask } from '../engine/labels/mask.ts';
import { defaultLabelRules, maskAfter, shownLabels } from '../engine/labels/shown.ts';
import { inPixels } from '../engine/labels/units.ts';
import { applyStep, concreteSteps } from '../engine/pipeline/apply.ts';
import { isActive } from '../engine/pipeline/declaration.ts';
import { giveBackImage } from '../engine/spare.ts';
import { DarkroomError, toProblem } from '../shared/errors.ts';
import { defaultOutput, type Step } from '../shared/pipeline.ts';
import type { Limits } from '../shared/image.ts';
import type { Labels } from '../shared/labels.ts';
import { displayedSize, fullRange, type Shape } from '../shared/shape.ts';
import type { Thumbnail, ThumbnailPipeline, ThumbnailRequest } from '../shared/thumbnail.ts';
import { admit } from './admission.ts';
import type { Surroundings } from './developFile.ts';
import { readImageFile } from './readFile.ts';

/** Good enough for what is looked at in passing. */
const quality = 82;

/**
 * A file as a small picture, shrunk to the mean of the pixels it covers.
 * @throws DarkroomError when it cannot be read, when a step fails, with its index, or when the result is no picture
 */
export async function thumbnail(
  { source: { path }, longest, through, labels }: ThumbnailRequest,
  surroundings: Surroundings,
): Promise<Thumbnail> {
  const { limits, cancellation, onSize } = surroundings;
  const bytes = readImageFile(path);
  const { steps = [], mode = 'inference', seed = 0, relativePath = '' } = through ?? {};
  const sample = { seed, path: relativePath, version: 0 };
  const file = open(bytes, path);
  const { megapixels, refused } = admit(file.facts.shape, steps, mode, limits, sample);
  if (refused) throw refused;
  onSize(megapixels);
  const stored = await file.decode(limits);
  const decoded = shapeOf(stored);
  cancellation.check();
  const { image, applied } = through
    ? await developed(stored, through, surroundings)
    : { image: stored, applied: [] };
  if (image.vector) {
    throw new DarkroomError('out_of_domain', 'The result is a vector and has no picture.', {
      hint: 'Leave out the flatten step to see one.',
    });
  }
  const shown = labels && shownOn(labels, decoded, applied, through);
  const small = shrink(image, applied, longest);
  const upright = through ? small : reorient(small, image.orientation);
  const mask =
    labels?.mask === undefined ? undefined : await readMask(labels.mask, decoded, applied, through, limits);
  const turnedMask = mask && !through ? reorient(mask, image.orientation) : mask;
  const shape = through ? shapeOf(image) : turned(image);
  giveBackImage(image, upright);
  const format = upright.channels === 4 ? 'png' : 'jpeg';
  return {
    bytes: await encode(upright, { ...defaultOutput, format, quality }),
    shape,
    ...(shown && { labels: shown }),
    ...(turnedMask && { mask: shrinkMask(turnedMask, upright.width, upright.height) }),
  };
}

/** Labels on what is shown: the displayed image, or what the steps leave. Undefined when they do not fit the image. */
function shownOn(
  labels: Labels,
  decoded: Shape,
  applied: readonly Step[],
  through: ThumbnailPipeline | undefined,
): Labels | undefined {
  if (!through) {
    const { width, height } = drawnSize(decoded, 'displayed');
    const fits = (labels.width ?? width) === width && (labels.height ?? height) === height;
    return fits ? inPixels(labels, width, height) : undefined;
  }
  const { after, failed } = shownLabels(labels, decoded, [], applied, through.labelRules);
  return failed ? undefined : after;
}

/** The mask of class ids on the frame of the image before it is turned; undefined when it does not fit. */
async function readMask(
  path: string,
  decoded: Shape,
  applied: readonly Step[],
  through: ThumbnailPipeline | undefined,
  limits: Limits,
): Promise<Image | undefined> {
  try {
    const { image } = await decodeIds(readImageFile(path), path, limits);
    const start = startMask(image, decoded, through?.labelRules ?? defaultLabelRules);
    return maskAfter(start, decoded, applied);
  } catch (thrown) {
    // What is wrong with labels is told by a health check; the picture is there.
    if (thrown instanceof DarkroomError) return undefined;
    throw thrown;
  }
}

async function developed(
  stored: Image,
  { steps, mode, seed, relativePath }: ThumbnailPipeline,
  { limits, cancellation, arrayFiles }: Surroundings,
): Promise<{ image: Image; applied: readonly Step[] }> {
  const sample = { seed, path: relativePath, version: 0 };
  const applied: Step[] = [];
  let image = stored;
  for (const [index, step] of steps.entries()) {
    cancellation.check();
    if (!isActive(step, mode)) continue;
    try {
      for (const part of concreteSteps(step, index, shapeOf(image), sample)) {
        const { files } = await arrayFiles.read(part, index, limits);
        const next = applyStep(image, part, index, files);
        giveBackImage(image, next);
        image = next;
        applied.push(part);
      }
    } catch (thrown) {
      if (!(thrown instanceof DarkroomError)) throw thrown;
      const { code, message, hint } = toProblem(thrown);
      throw new DarkroomError(code, message, { hint, step: index, cause: thrown });
    }
  }
  return { image, applied };
}

/** In the preferred mapping of its values, with alpha only where the image has it. */
function shrink(image: Image, applied: readonly Step[], longest: number): Image {
  const { width, height } = image;
  const scale = Math.min(1, longest / Math.max(width, height));
  const small = {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
    orientation: 1,
  } as const;
  const { dtype } = shapeOf(image);
  // Integers are shown over the whole range of their type: no need to look for theirs.
  const range = dtype === 'float32' ? undefined : ([0, fullRange[dtype]] as const);
  const mapping = mappingsOf(image, applied, range)[0]!;
  const data = render(image, { x: 0, y: 0, width, height }, small.width, small.height, mapping);
  return { ...small, channels: shownChannels(image), data };
}

function turned(image: Image) {
  const shape = shapeOf(image);
  return { ...shape, ...displayedSize(shape), orientation: 1 } as const;
}
