import { damaged, unsupported } from '../faults.ts';

const clear = 256;
const end = 257;
const firstFree = 258;
const maximumCodes = 4096;
const none = -1;

/**
 * TIFF's LZW (TIFF 6.0, section 13): codes from the high bits down, one bit longer one code early. Gives at most
 * `length` bytes, fewer when the data end before.
 */
export function decodeTiffLzw(stored: Uint8Array, length: number): Uint8Array {
  if (stored.length > 1 && stored[0] === 0 && (stored[1]! & 1) === 1) {
    throw unsupported('TIFF', 'LZW of the time before TIFF 6');
  }
  const output = new Uint8Array(length);
  // Where in the output each code's string stands, and how long it is: strings are never copied.
  const starts = new Uint32Array(maximumCodes);
  const lengths = new Uint32Array(maximumCodes);
  let written = 0;
  let next = firstFree;
  let bits = 9;
  let previous = none;
  let previousStart = 0;
  let held = 0;
  let heldBits = 0;
  let at = 0;
  while (written < length) {
    while (heldBits < bits) {
      if (at >= stored.length) return output.subarray(0, written);
      held = ((held & 0xffff) << 8) | stored[at++]!;
      heldBits += 8;
    }
    heldBits -= bits;
    const code = (held >>> heldBits) & ((1 << bits) - 1);
    if (code === end) break;
    if (code === clear) {
      next = firstFree;
      bits = 9;
      previous = none;
      continue;
    }
    if (code > next || (code === next && previous === none) || (previous === none && code > 255)) {
      throw damaged('TIFF', 'its compressed data are broken');
    }
    const start = written;
    if (code < 256) {
      output[written++] = code;
    } else {
      // The string of a code that is being defined begins where the previous one did and is one longer.
      const from = code === next ? previousStart : starts[code]!;
      const count = Math.min(code === next ? start - previousStart + 1 : lengths[code]!, length - written);
      for (let index = 0; index < count; index++) output[written++] = output[from + index]!;
    }
    if (previous !== none && next < maximumCodes) {
      starts[next] = previousStart;
      lengths[next] = start - previousStart + 1;
      next++;
      if (next >= (1 << bits) - 1 && bits < 12) bits++;
    }
    previous = code;
    previousStart = start;
  }
  return output.subarray(0, written);
}
