import type { Image } from '../../engine/image.ts';
import { quantization, zigzag } from '../../engine/jpeg/quantization.ts';
import { huffman, type HuffmanSpecification } from './huffman.ts';
import { codePixels } from './simdEncoder.ts';

/**
 * Baseline JPEG of uint8 pixels: grayscale as one component, RGB as YCbCr with 4:2:0 subsampling. The arithmetic and
 * tables are libjpeg's, so that the file equals, byte by byte, what Pillow writes with the same quality.
 *
 * @param quality 1 to 100.
 */
export function encodeJpeg(image: Image, quality: number): Uint8Array {
  const { width, height, channels } = image;
  const luminance = quantization('luminance', quality);
  const chrominance = quantization('chrominance', quality);
  const components =
    channels === 1
      ? [{ factors: 0x11, tables: 0x00 }]
      : [
          { factors: 0x22, tables: 0x00 },
          { factors: 0x11, tables: 0x11 },
          { factors: 0x11, tables: 0x11 },
        ];
  const isColor = components.length > 1;
  const start = [
    segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...zigzag.map(place => luminance[place]!)]),
    ...(isColor ? [segment(0xdb, [1, ...zigzag.map(place => chrominance[place]!)])] : []),
    segment(0xc0, [
      ...[8, height >> 8, height & 255, width >> 8, width & 255, components.length],
      ...components.flatMap(({ factors, tables }, index) => [index + 1, factors, tables & 15]),
    ]),
    huffmanSegment(0x00, huffman.luminanceDc),
    huffmanSegment(0x10, huffman.luminanceAc),
    ...(isColor
      ? [huffmanSegment(0x01, huffman.chrominanceDc), huffmanSegment(0x11, huffman.chrominanceAc)]
      : []),
    segment(0xda, [
      components.length,
      ...components.flatMap(({ tables }, index) => [index + 1, tables]),
      ...[0, 63, 0],
    ]),
  ];
  const coded = codePixels(image, luminance, chrominance);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...start, coded, Buffer.from([0xff, 0xd9])]);
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content]);
}

function huffmanSegment(id: number, { counts, symbols }: HuffmanSpecification): Buffer {
  return segment(0xc4, [id, ...counts, ...symbols]);
}
