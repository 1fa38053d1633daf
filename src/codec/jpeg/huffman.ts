/** A Huffman code as files state it: how many codes of each length from 1 to 16, and the symbols in order. */
export interface HuffmanSpecification {
  readonly counts: readonly number[];
  readonly symbols: readonly number[];
}

const dcSymbols = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

/** ITU T.81, tables K.3 to K.6. */
export const huffman = {
  luminanceDc: { counts: [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0], symbols: dcSymbols },
  chrominanceDc: { counts: [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], symbols: dcSymbols },
  luminanceAc: {
    counts: [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d],
    symbols: symbolsOf(
      '01 02 03 00 04 11 05 12 21 31 41 06 13 51 61 07 22 71 14 32 81 91 a1 08 23 42 b1 c1 15 52 d1 f0 24 33 62 72 82',
    ),
  },
  chrominanceAc: {
    counts: [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77],
    symbols: symbolsOf(
      '00 01 02 03 11 04 05 21 31 06 12 41 51 07 61 71 13 22 32 81 08 14 42 91 a1 b1 c1 09 23 33 52 f0 15 62 72 d1 0a 16 24 34 e1 25 f1',
    ),
  },
} as const satisfies Record<string, HuffmanSpecification>;

/** The symbols with short codes as listed; all others of run 0 to 15 and size 1 to 10 follow in ascending order. */
function symbolsOf(short: string): number[] {
  const listed = short.split(' ').map(symbol => Number.parseInt(symbol, 16));
  const seen = new Set(listed);
  const rest: number[] = [];
  for (let symbol = 0; symbol < 256; symbol++) {
    const size = symbol & 15;
    if (size >= 1 && size <= 10 && !seen.has(symbol)) rest.push(symbol);
  }
  return [...listed, ...rest];
}
