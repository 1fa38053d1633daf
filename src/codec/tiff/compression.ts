import { constants, inflateSync } from 'node:zlib';
import { damaged } from '../faults.ts';
import { decodeTiffLzw } from './lzw.ts';

export type Compression = 'none' | 'lzw' | 'deflate' | 'packbits';

export const compressionNames: Readonly<Record<number, Compression>> = {
  1: 'none',
  5: 'lzw',
  8: 'deflate',
  32773: 'packbits',
  32946: 'deflate',
};

/**
 * The first `length` bytes of what a strip or tile holds, in memory of its own; fewer when it holds fewer. Never takes
 * more memory than that, whatever the data say.
 */
export function decompress(stored: Uint8Array, compression: Compression, length: number): Uint8Array {
  switch (compression) {
    case 'none':
      return stored.slice(0, length);
    case 'packbits':
      return decodePackBits(stored, length);
    case 'lzw':
      return decodeTiffLzw(stored, length);
    case 'deflate':
      return inflate(stored, length);
  }
}

function inflate(stored: Uint8Array, length: number): Uint8Array {
  const slack = 65536;
  try {
    return inflateSync(stored, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: length + slack,
      chunkSize: Math.max(64, length + 1),
    }).subarray(0, length);
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) {
      throw damaged('TIFF', 'its compressed data are broken', thrown);
    }
    throw thrown;
  }
}

/** TIFF 6.0, section 9. */
function decodePackBits(stored: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length);
  let written = 0;
  let at = 0;
  while (written < length && at + 1 < stored.length) {
    const control = stored[at++]!;
    if (control < 128) {
      const run = stored.subarray(at, at + Math.min(control + 1, length - written));
      output.set(run, written);
      written += run.length;
      at += control + 1;
    } else if (control > 128) {
      const end = Math.min(written + 257 - control, length);
      output.fill(stored[at++]!, written, end);
      written = end;
    }
  }
  return output.subarray(0, written);
}
