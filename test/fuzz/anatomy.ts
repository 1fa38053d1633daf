import type { ReadFormat } from '../../src/shared/image.ts';

/** A half-open range of bytes. */
export interface Part {
  readonly start: number;
  readonly end: number;
}

/**
 * A file of a format cut at its own joints, so that they can be doubled, lost or put in another order. The parts are
 * in order and cover all bytes; a file that breaks off, or is of no such form, ends in one long part.
 */
export function partsOf(bytes: Uint8Array, format: ReadFormat): readonly Part[] {
  const cuts = new Set([0, bytes.length]);
  for (const cut of cutsOf[format](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))) {
    if (cut > 0 && cut < bytes.length) cuts.add(cut);
  }
  const ordered = [...cuts].sort((one, other) => one - other);
  return ordered.slice(1).map((end, index) => ({ start: ordered[index]!, end }));
}

const cutsOf: Readonly<Record<ReadFormat, (bytes: Buffer) => Iterable<number>>> = {
  jpeg: jpegCuts,
  png: pngCuts,
  webp: webpCuts,
  gif: gifCuts,
  bmp: bytes => (bytes.length < 54 ? [] : [14, 14 + bytes.readUInt32LE(14), bytes.readUInt32LE(10)]),
  tiff: tiffCuts,
  npy: bytes => (bytes.length < 10 ? [] : [8, 10, 10 + bytes.readUInt16LE(8)]),
};

/** At every marker. */
function* jpegCuts(bytes: Buffer): Generator<number> {
  for (let at = bytes.indexOf(0xff); at >= 0 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 1)) {
    const marker = bytes[at + 1]!;
    if (marker !== 0 && marker !== 0xff) yield at;
  }
}

function* pngCuts(bytes: Buffer): Generator<number> {
  for (let at = 8; at + 12 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) yield at;
}

function* webpCuts(bytes: Buffer): Generator<number> {
  for (let at = 12; at + 8 <= bytes.length;) {
    yield at;
    const length = bytes.readUInt32LE(at + 4);
    at += 8 + length + (length & 1);
  }
}

function* gifCuts(bytes: Buffer): Generator<number> {
  if (bytes.length < 13) return;
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + tableBytes(bytes[10]!);
  yield 13;
  while (at < bytes.length) {
    yield at;
    if (bytes[at] === 0x2c && at + 10 < bytes.length) at += 11 + tableBytes(bytes[at + 9]!);
    else if (bytes[at] === 0x21) at += 2;
    else return;
    yield at;
    while (at < bytes.length && bytes[at]! > 0) at += 1 + bytes[at]!;
    at++;
  }
}

/** At the first directory's entries. */
function* tiffCuts(bytes: Buffer): Generator<number> {
  if (bytes.length < 8) return;
  const little = bytes[0] === 0x49;
  const directory = little ? bytes.readUInt32LE(4) : bytes.readUInt32BE(4);
  yield 8;
  if (directory + 2 > bytes.length) return;
  const count = little ? bytes.readUInt16LE(directory) : bytes.readUInt16BE(directory);
  yield directory;
  for (let entry = 0; entry <= Math.min(count, 200); entry++) yield directory + 2 + entry * 12;
}
