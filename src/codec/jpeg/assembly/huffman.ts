/** Codes of up to so many bits, with the value that follows if it fits, too, are found at once. */
const quickBits: u64 = 10;
const quickBytes: usize = 4 << 10;
/** Behind them, for each length: what the first longer code would be, in 16 bits; and what makes a code an index. */
const limits = quickBytes;
const offsets = limits + 18 * 4;
const symbols = offsets + 18 * 4;
const tableBytes = symbols + 256;

const tables = memory.data(8 * (4096 + 18 * 4 + 18 * 4 + 256), 16);

/** Where the tables of a code are: 0 to 3 for first coefficients, 4 to 7 for the others. */
export function codeAt(place: i32): usize {
  return tables + <usize>place * tableBytes;
}

/**
 * What is known of a symbol, in one number: how many bits its code and its value have together (8 bits), how many the
 * value has if it is still to be read (4), how many zeros come before it (4), and the value if it is known (16).
 */
@inline
function entryOf(length: u32, symbol: u32): u32 {
  const size = symbol & 15;
  return (length + size) | (size << 8) | ((symbol >> 4) << 12);
}

/**
 * Takes a code as files state it: how many codes of each length from 1 to 16, then the symbols. ITU T.81, annex C.
 * @returns the number of symbols; −1 when it is no such code.
 */
export function setCode(place: i32, stated: usize, bytes: u32): i32 {
  const table = codeAt(place);
  const list = stated + 16;
  memory.fill(table, 0, quickBytes);
  let code: u32 = 0;
  let index: u32 = 0;
  if (bytes < 16) return -1;
  for (let length: u32 = 1; length <= 16; length++) {
    const count = <u32>load<u8>(stated + length - 1);
    if (index + count > 256 || index + count + 16 > bytes) return -1;
    // A code of ones alone does not exist.
    if (count > 0 && code + count >= (<u32>1) << length) return -1;
    store<i32>(table + offsets + (length << 2), <i32>(index - code));
    for (let item: u32 = 0; item < count; item++, code++, index++) {
      const symbol = <u32>load<u8>(list + index);
      if (place < 4 && symbol > 15) return -1;
      store<u8>(table + symbols + index, <u8>symbol);
      if (length <= <u32>quickBits) setQuick(table, code, length, symbol);
    }
    store<u32>(table + limits + (length << 2), code << (16 - length));
    code <<= 1;
  }
  store<u32>(table + limits + (17 << 2), u32.MAX_VALUE);
  return <i32>index;
}

function setQuick(table: usize, code: u32, length: u32, symbol: u32): void {
  const free = <u32>quickBits - length;
  const size = symbol & 15;
  const entry = entryOf(length, symbol);
  const known = entry & ~0xf00;
  const from = table + ((code << free) << 2);
  for (let rest: u32 = 0; rest < (<u32>1) << free; rest++) {
    let found = entry;
    if (size > 0 && size <= free) {
      const value = <i32>(rest >> (free - size));
      found = known | ((<u32>extended(value, size)) << 16);
    }
    store<u32>(from + (rest << 2), found);
  }
}

/** The value that `size` bits stand for; the negative ones are less one. ITU T.81, F.2.2.1. */
@inline
function extended(value: i32, size: u32): i32 {
  return value < (<i32>1) << (size - 1) ? value - ((<i32>1) << size) + 1 : value;
}

/** The entry of the next symbol; 0 when the bits mean nothing. */
@inline
export function entry(table: usize, word: u64): u32 {
  const found = load<u32>(table + ((<usize>(word >> (64 - quickBits))) << 2));
  return found ? found : longEntry(table, word);
}

function longEntry(table: usize, word: u64): u32 {
  const code = <u32>(word >> 48);
  let length: u32 = <u32>quickBits + 1;
  while (code >= load<u32>(table + limits + (length << 2))) length++;
  if (length > 16) return 0;
  const index = <i32>(code >> (16 - length)) + load<i32>(table + offsets + (length << 2));
  return entryOf(length, load<u8>(table + symbols + index));
}

/** Whether an entry has its value, which is never 0; both take no more than 10 bits. */
@inline
export function isKnown(entry: u32): bool {
  return entry >= 0x10000;
}

/** How many bits an entry's symbol takes. */
@inline
export function bitsOf(entry: u32): u64 {
  return entry & 255;
}

@inline
export function zerosOf(entry: u32): i32 {
  return (entry >> 12) & 15;
}

/** How many bits an entry's value has that is still to be read. */
@inline
export function sizeOf(entry: u32): u32 {
  return (entry >> 8) & 15;
}

/** The value of an entry; `word` begins with its symbol. */
@inline
export function valueOf(entry: u32, word: u64): i32 {
  const size = sizeOf(entry);
  if (size == 0) return (<i32>entry) >> 16;
  const length = bitsOf(entry) - <u64>size;
  return extended(<i32>((word << length) >> (64 - <u64>size)), size);
}
