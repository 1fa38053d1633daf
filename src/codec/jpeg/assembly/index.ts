/**
 * JPEG on vectors, in AssemblyScript; `npm run simd` compiles it. What a file means, where memory is, and all that is
 * unusual is left to the caller. Addresses are in bytes; buffers have 64 bytes of room behind them.
 */
export { encodeUnits, endEncoding, startEncoding } from './encode';
export { setComponent, setFrame } from './frame';
export { setCode } from './huffman';
export { writeRows } from './rows';
export { addToScan, endScan, readScan, readUnits, reconstructUnits, startScan } from './scan';
export { setSteps } from './zigzag';

/** From here on memory is the caller's. */
export function freeMemory(): usize {
  return __heap_base;
}
