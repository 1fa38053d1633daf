import type { ReadFormat, StoredTrait } from '../shared/image.ts';
import type { Shape } from '../shared/shape.ts';
import type { Image } from '../engine/image.ts';

/** What a header says. */
export interface Header {
  /** The stored frame as it will be decoded. */
  readonly shape: Shape;
  readonly notes: readonly string[];
  /** Absent: none. */
  readonly traits?: readonly StoredTrait[];
  /** Memory that decoding takes beside the file and the decoded image, in bytes. */
  readonly workingBytes: number;
}

/**
 * Told that the values from `start` to before `end` of an image are there. They are final if `data` are those of the
 * image that is decoded in the end; a decoder that gives a file up leaves it to another, which has its own.
 */
export type OnRows = (data: Uint8Array, start: number, end: number) => void;

/** Reads one format. */
export interface FormatReader {
  readonly format: ReadFormat;
  /** As people write it, for messages. */
  readonly title: string;
  /** Judges by content: the first bytes. */
  recognizes(bytes: Uint8Array): boolean;
  /**
   * Own parsing with bounded loops; no decoder sees the bytes before this has accepted them.
   * @throws DarkroomError `unreadable` or `unsupported`.
   */
  readHeader(bytes: Uint8Array): Header;
  /**
   * Decodes what `readHeader` has accepted, given what that has returned. `bytes` are not written to and not kept.
   * @param onRows told of rows before the rest is there, by formats that come by them in their order
   */
  decode(bytes: Uint8Array, header: Header, onRows?: OnRows): Image | Promise<Image>;
}
