/**
 * Kernels on rows of pixels, in AssemblyScript; `npm run simd` compiles them. Addresses are in bytes, counts in values.
 * Counts are rounded up by the caller, whose buffers have room for it: what lies behind a row's end is computed and
 * never read.
 */
export * from './area';
export * from './bilateral';
export * from './box';
export * from './convolve';
export * from './correlate';
export * from './filter';
export * from './levels';
export * from './linear';
export * from './mean';
export * from './median';
export * from './picture';
export * from './range';
export * from './sample';
export * from './sharpness';
export * from './taps';
