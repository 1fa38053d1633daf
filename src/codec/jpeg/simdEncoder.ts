import type { Image } from '../../engine/image.ts';
import { huffman, type HuffmanSpecification } from './huffman.ts';
import { withKernels } from './kernelMemory.ts';

/** No block takes more: 64 coefficients of 26 bits each, every byte stuffed. */
const mostBytesPerBlock = 512;

const codes = Buffer.concat(
  [huffman.luminanceDc, huffman.luminanceAc, huffman.chrominanceDc, huffman.chrominanceAc].map(codesOf),
);

/** ITU T.81, annex C: for each symbol the bits of its code and, 16 bits up, their number. */
function codesOf({ counts, symbols }: HuffmanSpecification): Uint8Array {
  const found = new Uint32Array(256);
  let code = 0;
  let index = 0;
  for (const [position, count] of counts.entries()) {
    for (let item = 0; item < count; item++) found[symbols[index++]!] = ((position + 1) << 16) | code++;
    code <<= 1;
  }
  return new Uint8Array(found.buffer);
}

/** For each step, row by row, half of 8 steps and a quarter, then the reciprocals of 8 steps. */
function factorsOf(steps: Uint8Array): readonly number[] {
  // The transform's results are 8 times the coefficients; the quarter keeps exact multiples above rounded reciprocals.
  return [...Array.from(steps, step => step * 4 + 0.25), ...Array.from(steps, step => 1 / (step * 8))];
}

/**
 * The coded data of uint8 pixels: one component, or YCbCr with 4:2:0 subsampling, in units interleaved, with the codes
 * of `huffman`. The last byte is filled with ones.
 *
 * @param luminance quantisation steps, row by row.
 */
export function codePixels(image: Image, luminance: Uint8Array, chrominance: Uint8Array): Uint8Array {
  const { data, width, height, channels } = image;
  const isColor = channels > 1;
  const side = isColor ? 16 : 8;
  const blocks = Math.ceil(width / side) * (isColor ? 6 : 1);
  const rowBytes = width * channels;
  return withKernels((kernels, memory) => {
    const pixels = memory.allot(side * rowBytes);
    const planes = memory.allot(28 * Math.ceil(width / side) * side);
    const factors = memory.allot(1024);
    const codesAt = memory.allot(codes.length);
    const room = blocks * mostBytesPerBlock + 16;
    const to = memory.allot(room);
    const constants = new Float32Array(kernels.memory.buffer, factors, 256);
    constants.set([...factorsOf(luminance), ...factorsOf(chrominance)]);
    memory.view(codesAt, codes.length).set(codes);
    kernels.startEncoding(width, isColor, planes, factors, codesAt);
    const parts: Uint8Array[] = [];
    const target = memory.view(pixels, side * rowBytes);
    const take = (end: number) => void parts.push(memory.view(to, end - to).slice());
    for (let y = 0; y < height; y += side) {
      const rows = Math.min(side, height - y);
      target.set(data.subarray(y * rowBytes, (y + rows) * rowBytes));
      take(kernels.encodeUnits(pixels, rows, to));
    }
    take(kernels.endEncoding(to));
    return Buffer.concat(parts);
  });
}
