import { Bits } from './bits';
import { bitsOf, entry, isKnown, sizeOf, valueOf, zerosOf } from './huffman';
import { Component } from './frame';
import { placeOf } from './zigzag';

/**
 * Reads the coefficients of a block of zeros. ITU T.81, annex F.2.2.
 * @returns how many of the coefficients there are up to the last one, 1 to 64; 0 when the bits mean no block.
 */
export function readBlock(c: Component, block: usize): i32 {
  // A symbol and its value take at most 31 bits.
  let word = Bits.word;
  let held = Bits.held;
  let next = Bits.next;
  word |= load<u64>(next) >> held;
  next -= <usize>((63 - held) >> 3);
  held |= 56;
  let found = entry(c.dc, word);
  // Differences of 8-bit samples have 11 bits at most.
  if (found == 0 || zerosOf(found) != 0 || sizeOf(found) > 11) return 0;
  const dc = c.previousDc + valueOf(found, word);
  if (dc != <i32>(<i16>dc)) return 0;
  c.previousDc = dc;
  store<i16>(block, <i16>dc);
  word <<= bitsOf(found);
  held -= bitsOf(found);

  const ac = c.ac;
  let index = 1;
  do {
    word |= load<u64>(next) >> held;
    next -= <usize>((63 - held) >> 3);
    held |= 56;
    found = entry(ac, word);
    // Two known values leave 36 bits at least: of three in turn only the first has to ask for more.
    for (let more = 2; isKnown(found); more--) {
      index += zerosOf(found);
      store<i16>(block + placeOf(index++), <i16>(found >> 16));
      word <<= bitsOf(found);
      held -= bitsOf(found);
      if (more == 0 || index >= 64) break;
      found = entry(ac, word);
    }
    if (isKnown(found)) continue;
    if (found == 0) return 0;
    const zeros = zerosOf(found);
    if (sizeOf(found) == 0) {
      word <<= bitsOf(found);
      held -= bitsOf(found);
      if (zeros == 0) break;
      if (zeros != 15) return 0;
      index += 16;
      continue;
    }
    index += zeros;
    store<i16>(block + placeOf(index++), <i16>valueOf(found, word));
    word <<= bitsOf(found);
    held -= bitsOf(found);
  } while (index < 64);
  Bits.word = word;
  Bits.held = held;
  Bits.next = next;
  return index <= 64 ? index : 0;
}
