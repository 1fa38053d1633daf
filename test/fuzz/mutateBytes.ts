import type { ReadFormat } from '../../src/shared/image.ts';
import { partsOf } from './anatomy.ts';
import { lengthUpTo, pick, placeIn, type Random } from './chance.ts';
import { repair } from './repair.ts';

type Mutation = (bytes: Buffer, random: Random, format: ReadFormat, other: Buffer) => Buffer;

/** No mutation makes a file larger than this. */
const mostBytes = 4 * 2 ** 20;

/**
 * A file after one to eight accidents, most often few.
 * @param other a second file, of the same format more often than not, that parts are taken from
 */
export function mutateBytes(
  bytes: Uint8Array,
  format: ReadFormat,
  other: Uint8Array,
  random: Random,
): Buffer {
  let mutated: Buffer = Buffer.from(bytes);
  for (let left = lengthUpTo(random, 8); left > 0; left--) {
    const next = pick(random, mutations)(mutated, random, format, Buffer.from(other));
    if (next.length > 0 && next.length <= mostBytes) mutated = next;
  }
  if (random.chance(0.7)) repair(mutated, format);
  return mutated;
}

const interesting = [
  0, 1, 2, 3, 4, 7, 8, 15, 16, 17, 32, 63, 64, 127, 128, 255, 256, 257, 1000, 32767, 32768,
];
const large = [
  65534,
  65535,
  65536,
  1 << 20,
  0x7fffff,
  0xffffff,
  0x7fffffff,
  0x80000000,
  0xfffffffe,
  0xffffffff,
];

const mutations: readonly Mutation[] = [
  function flipBits(bytes, random) {
    for (let left = lengthUpTo(random, 16); left > 0; left--) {
      const at = placeIn(random, bytes.length);
      bytes[at] = bytes[at]! ^ (1 << random.integer(0, 7));
    }
    return bytes;
  },
  function changeBytes(bytes, random) {
    for (let left = lengthUpTo(random, 8); left > 0; left--) {
      bytes[placeIn(random, bytes.length)] = random.chance(0.3)
        ? pick(random, [0, 1, 127, 255])
        : random.integer(0, 255);
    }
    return bytes;
  },
  lie,
  lie,
  function truncate(bytes, random) {
    return bytes.subarray(0, random.integer(1, bytes.length));
  },
  function cutOut(bytes, random) {
    const at = placeIn(random, bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + lengthUpTo(random, bytes.length))]);
  },
  function putIn(bytes, random) {
    const at = placeIn(random, bytes.length);
    const length = lengthUpTo(random, 4096);
    const filling = random.chance(0.5)
      ? Buffer.alloc(length, random.integer(0, 255))
      : bytes.subarray(placeIn(random, bytes.length)).subarray(0, length);
    return Buffer.concat([bytes.subarray(0, at), filling, bytes.subarray(at)]);
  },
  function blank(bytes, random) {
    const at = placeIn(random, bytes.length);
    bytes.fill(pick(random, [0, 255]), at, Math.min(bytes.length, at + lengthUpTo(random, bytes.length)));
    return bytes;
  },
  rearrange,
  rearrange,
  rearrange,
  function spliceHeader(bytes, random, _format, other) {
    const at = placeIn(random, Math.min(bytes.length, other.length));
    return Buffer.concat([other.subarray(0, at), bytes.subarray(at)]);
  },
  function spliceEnd(bytes, random, _format, other) {
    return Buffer.concat([
      bytes.subarray(0, placeIn(random, bytes.length)),
      other.subarray(placeIn(random, other.length)),
    ]);
  },
];

/** Writes a number where one may stand: a size, a count, an offset. */
function lie(bytes: Buffer, random: Random): Buffer {
  const width = pick(random, [1, 2, 4]);
  if (bytes.length < width) return bytes;
  const at = Math.min(placeIn(random, bytes.length), bytes.length - width);
  const most = 2 ** (8 * width);
  const little = random.chance(0.5);
  const present = little ? bytes.readUIntLE(at, width) : bytes.readUIntBE(at, width);
  const near = present + pick(random, [-1, 1, -8, 8]);
  const told = pick(random, [near, present * 2, pick(random, interesting), pick(random, large)]);
  const value = ((told % most) + most) % most;
  if (little) bytes.writeUIntLE(value, at, width);
  else bytes.writeUIntBE(value, at, width);
  return bytes;
}

/** Doubles, loses, swaps or borrows the format's own parts, or doubles one until it is many. */
function rearrange(bytes: Buffer, random: Random, format: ReadFormat, other: Buffer): Buffer {
  const parts = partsOf(bytes, format).map(({ start, end }) => bytes.subarray(start, end));
  if (parts.length === 0 || other.length === 0) return bytes;
  const at = random.integer(0, parts.length - 1);
  const to = random.integer(0, parts.length - 1);
  const part = parts[at]!;
  switch (random.integer(0, 5)) {
    case 0:
      parts.splice(to, 0, part);
      break;
    case 1:
      parts.splice(at, 1);
      break;
    case 2:
      [parts[at], parts[to]] = [parts[to]!, part];
      break;
    case 3:
      parts.splice(to, 0, ...Array.from({ length: lengthUpTo(random, 400) }, () => part));
      break;
    case 4:
      parts[at] = part.subarray(0, random.integer(0, part.length));
      break;
    default: {
      const borrowed = pick(random, partsOf(other, format));
      parts.splice(to, random.integer(0, 1), other.subarray(borrowed.start, borrowed.end));
    }
  }
  const length = parts.reduce((sum, { length }) => sum + length, 0);
  return length > mostBytes ? bytes : Buffer.concat(parts);
}
