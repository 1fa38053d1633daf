import { Bits, bits, fill, skip } from './bits';
import { Component } from './frame';
import { bitsOf, entry, sizeOf, valueOf, zerosOf } from './huffman';
import { placeOf } from './zigzag';

/** What a scan of a progressive image adds. ITU T.81, annex G. */
export class Progress {
  /** First and last coefficient, in zigzag order. */
  static first: i32 = 0;
  static last: i32 = 0;
  /** Bits that were left out by the scan before, 0 for none; and by this one. */
  static high: i32 = 0;
  static low: i32 = 0;
  /** Blocks to come that have nothing more in this scan. */
  static ended: i32 = 0;
}

/** @returns whether the bits mean something. */
export function readProgressiveBlock(c: Component, block: usize): bool {
  if (Progress.first == 0) {
    if (Progress.high == 0) return readFirst(c, block);
    if (bits(1)) store<i16>(block, <i16>((<i32>load<i16>(block)) | (1 << Progress.low)));
    return true;
  }
  return Progress.high == 0 ? readOthers(c, block) : refineOthers(c, block);
}

function readFirst(c: Component, block: usize): bool {
  fill();
  const found = entry(c.dc, Bits.word);
  if (found == 0 || zerosOf(found) != 0 || sizeOf(found) > 11) return false;
  c.previousDc += valueOf(found, Bits.word);
  const value = c.previousDc << Progress.low;
  if (value != <i32>(<i16>value)) return false;
  store<i16>(block, <i16>value);
  skip(bitsOf(found));
  return true;
}

function readOthers(c: Component, block: usize): bool {
  if (Progress.ended > 0) {
    Progress.ended--;
    return true;
  }
  const last = Progress.last;
  let index = Progress.first;
  while (index <= last) {
    fill();
    const found = entry(c.ac, Bits.word);
    if (found == 0) return false;
    const value = valueOf(found, Bits.word);
    const zeros = zerosOf(found);
    skip(bitsOf(found));
    if (value != 0) {
      index += zeros;
      const scaled = value << Progress.low;
      if (scaled != <i32>(<i16>scaled)) return false;
      store<i16>(block + placeOf(index++), <i16>scaled);
    } else if (zeros == 15) {
      index += 16;
    } else {
      Progress.ended = (1 << zeros) - 1 + bits(zeros);
      return true;
    }
  }
  return index <= last + 1;
}

/** Gives a coefficient that is known not to be 0 one more bit. */
@inline
function refine(at: usize, bit: i32): void {
  if (!bits(1)) return;
  const value = <i32>load<i16>(at);
  store<i16>(at, <i16>(value > 0 ? value + bit : value - bit));
}

function refineOthers(c: Component, block: usize): bool {
  const bit = 1 << Progress.low;
  const last = Progress.last;
  let index = Progress.first;
  while (Progress.ended == 0 && index <= last) {
    fill();
    const found = entry(c.ac, Bits.word);
    if (found == 0) return false;
    const value = valueOf(found, Bits.word);
    if (value < -1 || value > 1) return false;
    let zeros = zerosOf(found);
    skip(bitsOf(found));
    if (value == 0 && zeros < 15) {
      Progress.ended = (1 << zeros) + bits(zeros);
      break;
    }
    for (; index <= last; index++) {
      const at = block + placeOf(index);
      if (load<i16>(at) != 0) refine(at, bit);
      else if (zeros-- == 0) break;
    }
    if (value != 0) {
      if (index > last) return false;
      store<i16>(block + placeOf(index), <i16>(value * bit));
    }
    index++;
  }
  if (Progress.ended == 0) return true;
  for (; index <= last; index++) {
    const at = block + placeOf(index);
    if (load<i16>(at) != 0) refine(at, bit);
  }
  Progress.ended--;
  return true;
}
