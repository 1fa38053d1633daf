import { damaged, truncated } from '../faults.ts';

const maximumCodes = 4096;
const none = -1;

/**
 * GIF's variable-length LZW (GIF89a specification, appendix F): exactly `count` palette indices. What comes after
 * them is not read.
 *
 * @param offset of the byte that states the code size, before the data blocks.
 * @throws DarkroomError `unreadable` when the data are broken or end early.
 */
export function decodeGifLzw(bytes: Uint8Array, offset: number, count: number): Uint8Array {
  const codeSize = bytes[offset];
  if (codeSize === undefined) throw truncated('GIF');
  if (codeSize < 1 || codeSize > 11) throw damaged('GIF', `its code size is ${codeSize}`);
  const clear = 1 << codeSize;
  const end = clear + 1;
  const prefix = new Int16Array(maximumCodes);
  const suffix = new Uint8Array(maximumCodes);
  const lengths = new Uint16Array(maximumCodes);
  for (let code = 0; code < clear; code++) {
    suffix[code] = code;
    prefix[code] = none;
    lengths[code] = 1;
  }
  const output = new Uint8Array(count);
  let written = 0;
  let next = end + 1;
  let bits = codeSize + 1;
  let previous = none;
  let held = 0;
  let heldBits = 0;
  let at = offset + 1;
  let blockEnd = at;
  while (written < count) {
    while (heldBits < bits) {
      if (at >= blockEnd) {
        const length = bytes[at];
        if (length === undefined) throw truncated('GIF');
        if (length === 0) throw damaged('GIF', 'it has fewer pixels than its size needs');
        at++;
        blockEnd = at + length;
      }
      const byte = bytes[at++];
      if (byte === undefined) throw truncated('GIF');
      held |= byte << heldBits;
      heldBits += 8;
    }
    const code = held & ((1 << bits) - 1);
    held >>>= bits;
    heldBits -= bits;
    if (code === clear) {
      next = end + 1;
      bits = codeSize + 1;
      previous = none;
      continue;
    }
    if (code === end) throw damaged('GIF', 'it has fewer pixels than its size needs');
    if (code > next || (code === next && (previous === none || next >= maximumCodes))) {
      throw damaged('GIF', 'its compressed data are broken');
    }
    // A code that is being defined repeats the previous string and its own first value.
    const source = code === next ? previous : code;
    const length = lengths[source]!;
    let walk = source;
    for (let index = written + length - 1; index >= written; index--) {
      if (index < count) output[index] = suffix[walk]!;
      if (index > written) walk = prefix[walk]!;
    }
    const first = suffix[walk]!;
    let total = length;
    if (code === next) {
      if (written + length < count) output[written + length] = first;
      total++;
    }
    written += total;
    if (previous !== none && next < maximumCodes) {
      prefix[next] = previous;
      suffix[next] = first;
      lengths[next] = lengths[previous]! + 1;
      next++;
      if (next === 1 << bits && bits < 12) bits++;
    }
    previous = code;
  }
  return output;
}
