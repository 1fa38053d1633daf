import { DarkroomError, toProblem, withHint } from '../../shared/errors.ts';
import { displayedSize, type Shape } from '../../shared/shape.ts';
import { boxAround, outlineOf } from '../../engine/labels/outline.ts';
import { inPixels } from '../../engine/labels/units.ts';
import type { Box, LabelObject } from '../../shared/labels.ts';
import type { ImageRecord } from '../../shared/imageRecord.ts';
import { labelRule, type LabelledImageRecord } from './rule.ts';

export const missingLabels = labelRule({
  id: 'missingLabels',
  title: 'Images without labels',
  doc: 'Images of which the annotations say nothing, or that lie in no class folder. In YOLO that is how a background is told from nothing at all: by an empty file.',
  severity: 'warning',
  *find({ labels }, _threshold, { dataset: { layout } }) {
    if (layout === 'images' || (labels && layout !== 'classes')) return;
    if (layout !== 'classes') yield { message: 'The annotations say nothing of this image.' };
    else if (!labels || labels.classes.length === 0) yield { message: 'The image lies in no class folder.' };
  },
});

export const boxOutside = labelRule({
  id: 'boxOutside',
  title: 'Labels out of the image',
  doc: 'Objects that reach out of the image they are on.',
  severity: 'warning',
  threshold: {
    default: 1,
    minimum: 0,
    maximum: 1e6,
    unit: 'pixels',
    doc: 'Objects that reach out by more than this are found; less is taken for rounding.',
  },
  *find(labelled, threshold) {
    const size = frameOf(labelled);
    if (!size) return;
    for (const object of objectsOf(labelled, size)) {
      const { id, label } = object;
      const extent = extentOf(object);
      if (!extent) continue;
      const [left, top, right, bottom] = extent;
      const beyond = Math.max(-left, -top, right - size.width, bottom - size.height);
      if (beyond <= threshold) continue;
      const isGone = right <= 0 || bottom <= 0 || left >= size.width || top >= size.height;
      const how = isGone ? 'lies wholly outside' : `reaches ${shown(beyond)} pixels out of`;
      const message = `${named(label)} ${how} the image of ${size.width}×${size.height}: ${extent.map(shown).join(', ')}.`;
      yield { message, object: id };
    }
  },
});

export const zeroArea = labelRule({
  id: 'zeroArea',
  title: 'Labels without area',
  doc: 'Boxes and outlines that cover no pixel.',
  severity: 'error',
  threshold: {
    default: 1,
    minimum: 0,
    maximum: 1e6,
    unit: 'square pixels',
    doc: 'Objects whose box has less area than this are found.',
  },
  // Such lines of YOLO are left out when they are read.
  takes: ({ kind }) => kind === 'boxes left out, without area',
  *find(labelled, threshold) {
    const size = frameOf(labelled);
    if (!size) return;
    for (const { id, label, box, polygons = [] } of objectsOf(labelled, size)) {
      // Keypoints have no area.
      const covered = box ?? boxAround(polygons);
      if (!covered) continue;
      const [left, top, right, bottom] = covered;
      const area = Math.max(0, right - left) * Math.max(0, bottom - top);
      if (area >= threshold && area > 0) continue;
      const message = `${named(label)} is ${shown(right - left)}×${shown(bottom - top)} pixels: it covers nothing.`;
      yield { message, object: id };
    }
  },
});

export const maskSize = labelRule({
  id: 'maskSize',
  title: 'Masks that do not fit',
  doc: 'Masks that are not as large as their image, or cannot be read as class ids: with colours, fractions or loss.',
  severity: 'error',
  excludes: 'each',
  takes: ({ kind }) => kind === 'masks of another size than their image',
  *find({ labels, record }, _threshold, { maskShapeOf }) {
    if (labels?.mask === undefined || !record.shape || record.shape.vector) return;
    let mask: Shape;
    try {
      mask = maskShapeOf(labels.mask);
    } catch (thrown) {
      if (!(thrown instanceof DarkroomError)) throw thrown;
      yield { message: `Its mask ${labels.mask} cannot be used. ${withHint(toProblem(thrown))}` };
      return;
    }
    const { width, height } = record.shape;
    const displayed = sizeOf(record)!;
    // Masks may be drawn on either frame.
    const fits = [{ width, height }, displayed].some(
      size => size.width === mask.width && size.height === mask.height,
    );
    if (!fits)
      yield { message: `The mask is ${mask.width}×${mask.height}, but the image is ${width}×${height}.` };
  },
});

/** In pixels of a frame. */
function objectsOf({ labels }: LabelledImageRecord, { width, height }: Size): readonly LabelObject[] {
  return labels ? inPixels(labels, width, height).objects : [];
}

/** The smallest box around all that is said of an object; a keypoint that is not labelled has no place. */
function extentOf({ box, polygons = [], keypoints = [] }: LabelObject): Box | undefined {
  const points = keypoints.flatMap(({ x, y, visibility }) => (visibility > 0 ? [x, y] : []));
  return boxAround([...(box ? [outlineOf(box)] : []), ...polygons, points]);
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The frame that labels were drawn on: as they say themselves, otherwise the image as it is displayed. */
function frameOf({ labels, record }: LabelledImageRecord): Size | undefined {
  if (labels?.width !== undefined && labels.height !== undefined)
    return { width: labels.width, height: labels.height };
  return sizeOf(record);
}

/** Undefined for what cannot be read, and for a vector. */
function sizeOf({ shape }: ImageRecord): Size | undefined {
  return shape && !shape.vector ? displayedSize(shape) : undefined;
}

function named(label: string): string {
  return label === '' ? 'An object' : `The ${label}`;
}

function shown(value: number): number {
  return Number(value.toFixed(2));
}
