import { shapeOf, type Image } from '../engine/image.ts';
import type { Output } from '../shared/pipeline.ts';
import type { ImageFacts, Limits } from '../shared/image.ts';
import { describeShape } from '../shared/shape.ts';
import { naming, withFile } from './faults.ts';
import type { FormatReader, Header, OnRows } from './format.ts';
import { checkLimits } from './limits.ts';
import { recognize } from './recognize.ts';
import { checkWritable, writers } from './writers.ts';

export type { OnRows } from './format.ts';
export { decodeIds, encodeIds, probeIds } from './ids.ts';

export interface Decoded {
  /** The stored frame; `orientation` says what displaying it would do. */
  readonly image: Image;
  readonly facts: ImageFacts;
}

/** A file whose header has been read. */
export interface OpenedFile {
  /** What the file says of itself. */
  readonly facts: ImageFacts;
  /**
   * Decodes it.
   *
   * @param onRows told of rows as they are decoded, where the format allows it.
   * @throws DarkroomError `too_large` before memory is taken, `unreadable` or `unsupported`.
   */
  readonly decode: (limits: Limits, onRows?: OnRows) => Promise<Image>;
}

/**
 * Reads a file's header: no decoder runs and no memory is taken. `bytes` are not written to.
 *
 * @param name for messages only; nothing is read but `bytes`.
 * @throws DarkroomError `unreadable` or `unsupported`.
 */
export function open(bytes: Uint8Array, name: string): OpenedFile {
  const { reader, header } = naming(name, () => {
    const reader = recognize(bytes, name);
    return { reader, header: reader.readHeader(bytes) };
  });
  const decode = async (limits: Limits, onRows?: OnRows) => {
    naming(name, () => {
      checkLimits(header, limits);
    });
    let image: Image;
    try {
      image = await reader.decode(bytes, header, onRows);
    } catch (thrown) {
      throw withFile(thrown, name);
    }
    const [decoded, expected] = [shapeOf(image), header.shape].map(describeShape);
    if (decoded !== expected) {
      throw new Error(`The ${reader.title} decoder gave ${decoded} where the header says ${expected}.`);
    }
    return image;
  };
  return { facts: factsOf(reader, header, bytes), decode };
}

/** What a file says of itself, as `open`. */
export function probe(bytes: Uint8Array, name: string): ImageFacts {
  return open(bytes, name).facts;
}

/** Opens and decodes a file. */
export async function decode(bytes: Uint8Array, name: string, limits: Limits): Promise<Decoded> {
  const { facts, decode } = open(bytes, name);
  return { image: await decode(limits), facts };
}

/**
 * A file's bytes in the format of `output`, without loss where the format has none. `output.dtype` is not applied here.
 *
 * @throws DarkroomError `out_of_domain` when the format cannot hold such an image, saying what can.
 */
export async function encode(image: Image, output: Output): Promise<Uint8Array> {
  const writer = writers[output.format];
  checkWritable(image, writer);
  return writer.encode(image, output);
}

function factsOf(reader: FormatReader, { shape, notes, traits }: Header, bytes: Uint8Array): ImageFacts {
  const { format } = reader;
  const kinds = traits && traits.length > 0 && { traits };
  return { format, shape, orientation: shape.orientation, bytes: bytes.length, notes, ...kinds };
}
