import type { Image } from '../engine/image.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Limits } from '../shared/image.ts';
import { describeShape, type Shape } from '../shared/shape.ts';
import { withFile } from './faults.ts';
import { checkLimits } from './limits.ts';
import { readPngHeader } from './png/header.ts';
import { decodePngIds, encodePaletteIds, requireIds, type Palette } from './png/ids.ts';
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
    const { reader, header } = headerOfIds(bytes, name);
    checkLimits(header, limits);
    return reader.format === 'png' ? decodePngIds(bytes) : { image: await reader.decode(bytes, header) };
  } catch (thrown) {
    throw withFile(thrown, name);
  }
}

/**
 * The shape of an image of class ids, by its header alone.
 * @throws DarkroomError what `decodeIds` throws, as far as the header tells
 */
export function probeIds(bytes: Uint8Array, name: string): Shape {
  try {
    return headerOfIds(bytes, name).header.shape;
  } catch (thrown) {
    throw withFile(thrown, name);
  }
}

function headerOfIds(bytes: Uint8Array, name: string) {
  const reader = recognize(bytes, name);
  if (lossy.includes(reader.format)) {
    throw new DarkroomError(
      'unsupported',
      `${name} is ${reader.title}, which changes class ids where it compresses.`,
      { hint: 'Save masks as PNG, from their source: the ids in this file are no longer exact.' },
    );
  }
  const header = reader.readHeader(bytes);
  const { shape } = header;
  if (reader.format === 'png') requireIds(readPngHeader(bytes));
  else if (shape.channels !== 1 || shape.vector || shape.dtype === 'float32') {
    throw new DarkroomError(
      'unsupported',
      `Expected a mask of one channel, uint8 or uint16, but ${name} is ${describeShape(shape)}.`,
      { hint: 'Save it as PNG with one channel, or with a palette, of class ids.' },
    );
  }
  return { reader, header };
}

/** PNG without loss: with the palette where there is one, otherwise gray of 8 or 16 bits. */
export function encodeIds({ image, palette }: Ids): Uint8Array {
  return palette && image.data instanceof Uint8Array ? encodePaletteIds(image, palette) : encodePng(image);
}
