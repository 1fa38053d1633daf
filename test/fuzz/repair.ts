import { checksum } from '../../src/codec/checksum.ts';
import type { ReadFormat } from '../../src/shared/image.ts';

/** Makes the sums and lengths around the parts true again, in place, so that what is wrong lies deeper. */
export function repair(bytes: Buffer, format: ReadFormat): void {
  if (format === 'png') repairPng(bytes);
  if (format === 'webp' && bytes.length >= 12) bytes.writeUInt32LE(bytes.length - 8, 4);
  if (format === 'bmp' && bytes.length >= 14) bytes.writeUInt32LE(bytes.length, 2);
}

function repairPng(bytes: Buffer): void {
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    if (end + 4 > bytes.length) return;
    bytes.writeUInt32BE(checksum(bytes.subarray(at + 4, end)), end);
    at = end + 4;
  }
}
