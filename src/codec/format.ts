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

/** Reads one format. */
export interface FormatReader {
  readonly format: ReadFormat;
  /** As people write it, for messages. */
  readonly title: string;
  readonly extensions: readonly string[];
  /** Judges by content: the first bytes. */
  recognizes(bytes: Uint8Array): boolean;
  /**
   * Own parsing with bounded loops; no decoder sees the bytes before this has accepted them.
   * @throws DarkroomError `unreadable` or `unsupported`.
   */
  readHeader(bytes: Uint8Array): Header;
  /** Decodes what `readHeader` has accepted. `bytes` are not written to and not kept. */
  decode(bytes: Uint8Array, header: Header): Image | Promise<Image>;
}
