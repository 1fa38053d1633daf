import type { Image, PixelData } from './image.ts';

/** Bytes that are kept for later: a few images of the sizes that datasets have. */
const budget = 64 * 2 ** 20;

/** The one given back last at the end. */
const spare: ArrayBuffer[] = [];
let held = 0;

/**
 * Storage for so many bytes, with whatever was in it before: for results of which every value is written.
 *
 * In a batch the same sizes are needed for every image. Memory that is asked for anew and left to be collected has the
 * collector go over everything after a few images.
 * @param make when there is none to be had
 */
export function spareBytes(
  length: number,
  make: (length: number) => ArrayBuffer = bytes => new ArrayBuffer(bytes),
): Uint8Array<ArrayBuffer> {
  const index = spare.findLastIndex(({ byteLength }) => byteLength === length);
  if (index < 0) return new Uint8Array(make(length));
  held -= length;
  return new Uint8Array(spare.splice(index, 1)[0]!);
}

/** Gives back storage that nobody looks at any more; what is a part of something is left to the collector. */
export function giveBack({ buffer, byteLength }: PixelData): void {
  if (!(buffer instanceof ArrayBuffer) || byteLength !== buffer.byteLength) return;
  if (spare.includes(buffer)) throw new Error('Storage was given back twice.');
  spare.push(buffer);
  held += byteLength;
  while (held > budget) held -= spare.shift()!.byteLength;
}

/** Gives back what the values of an image are kept in, unless another still looks at it. */
export function giveBackImage(image: Image, unless: Image | Uint8Array): void {
  const storage = storageOf(image);
  const other = unless instanceof Uint8Array ? unless : storageOf(unless);
  if (other.buffer !== storage.buffer) giveBack(storage);
}

/** What the values of an image are kept in, or made from; none are made. */
export function storageOf(image: Image): PixelData {
  return (image.lookUp?.bytes ?? image).data;
}
