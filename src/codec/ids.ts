import { dataTypeOf, shapeOf, type Image } from '../engine/image.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Limits } from '../shared/image.ts';
import { describeShape } from '../shared/shape.ts';
import { withFile } from './faults.ts';
import { checkLimits } from './limits.ts';
import { decodePngIds, encodePaletteIds, type Palette } from './png/ids.ts';
import { encodePng } from './png/writer.ts';
import { recognize } from './recognize.ts';

/** A mask: which class every pixel belongs to. */
interface Ids {
  /** One channel, uint8 or uint16. */
  readonly image: Image;
  /** The colours of a palette file, for writing it back. */
  readonly palette?: Palette;
}

/** Where neighbouring classes are mixed, new ones come up that nobody drew. */
const lossy: readonly string[] = ['jpeg', 'webp'];

/**
 * Decodes an image of class ids: a palette PNG gives its indices, all else must have one channel of integers.
 *
 * @param name for messages only
 * @throws DarkroomError `too_large`, `unreadable` or `unsupported`
 */
export async function decodeIds(bytes: Uint8Array, name: string, limits: Limits): Promise<Ids> {
  try {
    const reader = recognize(bytes, name);
    if (lossy.includes(reader.format)) {
      throw new DarkroomError(
        'unsupported',
        `${name} is ${reader.title}, which changes class ids where it compresses.`,
        { hint: 'Save masks as PNG, from their source: the ids in this file are no longer exact.' },
      );
    }
    const header = reader.readHeader(bytes);
    checkLimits(header, limits);
    if (reader.format === 'png') return decodePngIds(bytes);
    const image = await reader.decode(bytes, header);
    if (image.channels === 1 && !image.vector && dataTypeOf(image.data) !== 'float32') return { image };
    throw new DarkroomError(
      'unsupported',
      `Expected a mask of one channel, uint8 or uint16, but ${name} is ${describeShape(shapeOf(image))}.`,
      { hint: 'Save it as PNG with one channel, or with a palette, of class ids.' },
    );
  } catch (thrown) {
    throw withFile(thrown, name);
  }
}

/** PNG without loss: with the palette where there is one, otherwise gray of 8 or 16 bits. */
export function encodeIds({ image, palette }: Ids): Uint8Array {
  return palette && image.data instanceof Uint8Array ? encodePaletteIds(image, palette) : encodePng(image);
}
