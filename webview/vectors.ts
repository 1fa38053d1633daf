import { maximumValues, type Picture } from '../src/shared/picture.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { Mapping } from '../src/shared/view.ts';
import type { Client } from '../src/shared/rpc.ts';
import type { Frame } from './frame.ts';

/** As the engine shows it: magenta, which no gray is. */
const notANumber = [255, 0, 255] as const;

/**
 * The picture of a vector: its values through the mapping, laid out in the rows of the frame. What is beyond the last
 * value stays transparent.
 */
export async function vectorPicture(
  target: { readonly sequence: number; readonly side: 'before' | 'after' | 'difference' },
  frame: Frame,
  { scale, offset }: Mapping,
  fetch: Client<ViewHost>['values'],
  signal: AbortSignal,
): Promise<Picture> {
  const { width, height, folded = 0 } = frame;
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let first = 0; first < folded; first += maximumValues) {
    const region = { x: first, y: 0, width: Math.min(maximumValues, folded - first), height: 1 };
    const { values } = await fetch({ ...target, region }, signal);
    for (let index = 0; index < region.width; index++) {
      const level = values[index]! * scale[0]! + offset[0]!;
      const pixel = (first + index) * 4;
      const known = !Number.isNaN(level);
      pixels[pixel] = known ? level : notANumber[0];
      pixels[pixel + 1] = known ? level : notANumber[1];
      pixels[pixel + 2] = known ? level : notANumber[2];
      pixels[pixel + 3] = 255;
    }
  }
  return { width, height, channels: 4, pixels: new Uint8Array(pixels.buffer) };
}
