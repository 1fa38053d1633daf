export type FindingKind =
  | 'crash' // the process died
  | 'hang'
  | 'memory'
  | 'bug' // an exception that nobody expected
  | 'size' // pixels, header and buffer do not agree
  | 'message' // an error without a file or without words
  | 'disagreement' // two ways of reading the same bytes
  | 'chance'; // the same bytes, another result

/** Something that no file and no text may bring about. */
export class Finding extends Error {
  constructor(
    readonly kind: FindingKind,
    message: string,
  ) {
    super(message);
  }
}
