import * as zlib from 'node:zlib';

/** The CRC-32 of PNG and zlib, as an unsigned number. */
export const checksum: (bytes: Uint8Array) => number =
  // Node.js has it from 20.15 on.
  'crc32' in zlib && typeof zlib.crc32 === 'function' ? zlib.crc32 : ownChecksum;

const table = Uint32Array.from({ length: 256 }, (_entry, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** ISO 3309, polynomial 0xEDB88320 (reflected). */
function ownChecksum(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = table[(value ^ byte) & 0xff]! ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
