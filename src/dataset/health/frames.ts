import { describeOrientation, displayedSize, swapsSides } from '../../shared/shape.ts';
import { imageRule, labelRule } from './rule.ts';

export const rotated = imageRule({
  id: 'rotated',
  title: 'EXIF-rotated images',
  doc: 'Images that are stored otherwise than they are displayed: a training program that does not apply EXIF sees them lying on their side.',
  severity: 'warning',
  find({ record: { shape } }) {
    if (!shape || shape.orientation === 1) return undefined;
    const { orientation } = shape;
    return {
      message: `EXIF orientation ${orientation}: the stored frame is displayed ${describeOrientation(orientation)}.`,
    };
  },
});

export const labelFrame = labelRule({
  id: 'labelFrame',
  title: 'Labels of another frame',
  doc: 'Labels made for an image of another size than it has when displayed. Width and height swapped is the sign of labels that were drawn on the stored frame of an EXIF-rotated image, or of an image that was turned after it was labelled.',
  severity: 'error',
  excludes: 'each',
  *find({ record: { shape }, labels }) {
    if (!shape || labels?.width === undefined || labels.height === undefined) return;
    const turned = swapsSides(shape.orientation);
    const { width, height } = displayedSize(shape);
    if (labels.width === width && labels.height === height) return;
    const isSwapped = labels.width === height && labels.height === width;
    const said = `The labels are for an image of ${labels.width}×${labels.height}, but it is ${width}×${height} when displayed`;
    if (!isSwapped) yield { message: `${said}: it was resized, cut or exchanged after it was labelled.` };
    else if (turned)
      yield {
        message: `${said}: they were drawn on the stored frame, without EXIF orientation ${shape.orientation}.`,
      };
    else
      yield {
        message: `${said}: width and height are swapped, as when it was turned after it was labelled.`,
      };
  },
});
