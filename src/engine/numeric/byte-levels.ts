import { lookedUp } from '../color/look-up.ts';
import { typeOf, type Image } from '../image.ts';

/** Fewer bytes are computed faster than tables of their levels. */
const tablesPay = 2 ** 14;

/** Whether `mapLevels` is worth while: for bytes, when there are many. */
export function hasManyBytes(image: Image): boolean {
  return typeOf(image) === 'uint8' && image.width * image.height * image.channels >= tablesPay;
}

/**
 * An image of bytes with each level of a colour channel mapped to a float, in single precision; alpha becomes the float
 * that it is.
 *
 * @param mappings one for each colour channel
 */
export function mapLevels(image: Image, mappings: readonly ((level: number) => number)[]): Image {
  const tables = mappings.map(mapping =>
    Float32Array.from({ length: 256 }, (_value, level) => mapping(level)),
  );
  if (image.channels === 4) tables.push(Float32Array.from({ length: 256 }, (_value, level) => level));
  return lookedUp(image, tables);
}
