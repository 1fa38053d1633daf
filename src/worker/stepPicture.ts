import { encode } from '../codec/index.ts';
import { defaultOutput } from '../shared/pipeline.ts';
import type { Picture } from '../shared/picture.ts';
import type { Plane, View } from '../shared/view.ts';
import type { Surroundings } from './developFile.ts';
import type { Views } from './views.ts';

/** Longest side of each of the two pictures, in pixels; the next one is tried where a PNG comes out too large. */
const sides = [160, 128, 96, 64];
/** Editors cut hovers at 100,000 characters; in base64 this is 80,000. */
const maximumBytes = 60_000;
const gap = 8;

/**
 * What the view's step in focus, or all of them, make of the image: a PNG with the picture before and the one after it
 * side by side. Undefined when a step fails, or leaves what is no picture.
 */
export async function stepPicture(
  views: Views,
  view: View,
  surroundings: Surroundings,
): Promise<Uint8Array | undefined> {
  const { before, after, failed } = await views.develop(view, surroundings);
  if (failed || before.shape.vector || after.shape.vector) return undefined;
  for (const side of sides) {
    const pictures = [
      await picture(views, view, 'before', { plane: before, side }, surroundings),
      await picture(views, view, 'after', { plane: after, side }, surroundings),
    ];
    const png = await encode(beside(pictures), { ...defaultOutput, format: 'png' });
    if (png.length <= maximumBytes) return png;
  }
  return undefined;
}

function picture(
  views: Views,
  view: View,
  which: 'before' | 'after',
  { plane, side }: { readonly plane: Plane; readonly side: number },
  surroundings: Surroundings,
): Promise<Picture> {
  const { width, height } = plane.shape;
  const scale = Math.min(1, side / Math.max(width, height));
  return views.render(
    {
      ...view,
      side: which,
      region: { x: 0, y: 0, width, height },
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      mapping: plane.mappings[0]!.id,
    },
    surroundings,
  );
}

/** From left to right on a transparent ground. */
function beside(pictures: readonly Picture[]) {
  const height = Math.max(...pictures.map(picture => picture.height));
  const width = pictures.reduce((sum, picture) => sum + picture.width + gap, -gap);
  const data = new Uint8Array(width * height * 4);
  let left = 0;
  for (const { width: across, height: rows, channels, pixels } of pictures) {
    for (let place = 0; place < across * rows; place++) {
      const to = (Math.floor(place / across) * width + left + (place % across)) * 4;
      data[to + 3] = 255;
      data.set(pixels.subarray(place * channels, (place + 1) * channels), to);
    }
    left += across + gap;
  }
  return { data, width, height, channels: 4, orientation: 1 } as const;
}
