import type { Image } from '../../engine/image.ts';
import { colorPlanes, grayPlane, type Plane } from '../../engine/jpeg/planes.ts';
import { quantization, zigzag } from '../../engine/jpeg/quantization.ts';
import { Quantizer } from '../../engine/jpeg/quantizer.ts';
import { EntropyEncoder } from './entropyEncoder.ts';
import { huffman, type HuffmanSpecification } from './huffman.ts';

interface Component {
  readonly plane: Plane;
  readonly kind: 'luminance' | 'chrominance';
  /** Blocks across and down in one unit of interleaved components. */
  readonly factor: 1 | 2;
}

/**
 * Baseline JPEG of uint8 pixels: grayscale as one component, RGB as YCbCr with 4:2:0 subsampling. The arithmetic and
 * tables are libjpeg's, so that the file equals, byte by byte, what Pillow writes with the same quality.
 *
 * @param quality 1 to 100.
 */
export function encodeJpeg(image: Image, quality: number): Uint8Array {
  const components = componentsOf(image);
  const { width, height } = image;
  const steps = {
    luminance: quantization('luminance', quality),
    chrominance: quantization('chrominance', quality),
  };
  const isColor = components.length > 1;
  const start = [
    segment(0xe0, [...Buffer.from('JFIF\0', 'latin1'), 1, 1, 0, 0, 1, 0, 1, 0, 0]),
    segment(0xdb, [0, ...zigzag.map(place => steps.luminance[place]!)]),
    ...(isColor ? [segment(0xdb, [1, ...zigzag.map(place => steps.chrominance[place]!)])] : []),
    segment(0xc0, [
      ...[8, height >> 8, height & 255, width >> 8, width & 255, components.length],
      ...components.flatMap(({ factor, kind }, index) => [
        index + 1,
        factor * 17,
        kind === 'luminance' ? 0 : 1,
      ]),
    ]),
    huffmanSegment(0x00, huffman.luminanceDc),
    huffmanSegment(0x10, huffman.luminanceAc),
    ...(isColor
      ? [huffmanSegment(0x01, huffman.chrominanceDc), huffmanSegment(0x11, huffman.chrominanceAc)]
      : []),
    segment(0xda, [
      components.length,
      ...components.flatMap(({ kind }, index) => [index + 1, kind === 'luminance' ? 0x00 : 0x11]),
      ...[0, 63, 0],
    ]),
  ];
  const encoder = new EntropyEncoder(Math.ceil((width * height) / 4));
  encodeScan(components, steps, encoder);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), ...start, encoder.finish(), Buffer.from([0xff, 0xd9])]);
}

function componentsOf(image: Image): readonly Component[] {
  if (image.channels === 1) return [{ plane: grayPlane(image), kind: 'luminance', factor: 1 }];
  const [y, cb, cr] = colorPlanes(image);
  return [
    { plane: y, kind: 'luminance', factor: 2 },
    { plane: cb, kind: 'chrominance', factor: 1 },
    { plane: cr, kind: 'chrominance', factor: 1 },
  ];
}

/** Interleaved units, left to right and top to bottom; places without a block get one of the last value alone. */
function encodeScan(
  components: readonly Component[],
  steps: Readonly<Record<Component['kind'], Uint8Array>>,
  encoder: EntropyEncoder,
): void {
  const { plane, factor } = components[0]!;
  const unitsAcross = Math.ceil(plane.blocksAcross / factor);
  const unitsDown = Math.ceil(plane.blocksDown / factor);
  const quantizers = {
    luminance: new Quantizer(steps.luminance),
    chrominance: new Quantizer(steps.chrominance),
  };
  const previous = new Int32Array(components.length);
  const empty = new Int16Array(64);
  for (let unitY = 0; unitY < unitsDown; unitY++) {
    for (let unitX = 0; unitX < unitsAcross; unitX++) {
      for (let index = 0; index < components.length; index++) {
        const component = components[index]!;
        const quantizer = quantizers[component.kind];
        for (let place = 0; place < component.factor ** 2; place++) {
          const blockX = unitX * component.factor + (place % component.factor);
          const blockY = unitY * component.factor + Math.floor(place / component.factor);
          const isInside = blockX < component.plane.blocksAcross && blockY < component.plane.blocksDown;
          if (isInside) quantizer.read(component.plane, blockX, blockY);
          else empty[0] = previous[index]!;
          const block = isInside ? quantizer.block : empty;
          encoder.write(block, previous[index]!, component.kind);
          previous[index] = block[0]!;
        }
      }
    }
  }
}

function segment(marker: number, content: readonly number[]): Buffer {
  const length = content.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 255, ...content]);
}

function huffmanSegment(id: number, { counts, symbols }: HuffmanSpecification): Buffer {
  return segment(0xc4, [id, ...counts, ...symbols]);
}
