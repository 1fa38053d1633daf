import { checkpoint } from '../checkpoint.ts';
import type { Image } from '../image.ts';
import { Dequantizer } from './dequantizer.ts';
import { colorPlanes, grayPlane, type Plane } from './planes.ts';
import { quantization } from './quantization.ts';
import { Quantizer } from './quantizer.ts';
import { writeRgbRow } from './rgb.ts';
import { rowReader } from './upsample.ts';

/**
 * What is left of uint8 pixels after they were written as JPEG and read again. Coding the coefficients loses nothing,
 * so it is left out. The arithmetic is libjpeg-turbo's: colour with 4:2:0 subsampling, alpha not compressed.
 *
 * @param quality 1 to 100.
 * @returns values of their own, in the image's layout.
 */
export function recompress(image: Image, quality: number): Uint8Array {
  const { width, height, channels } = image;
  const output = Uint8Array.from(image.data);
  if (channels === 1) {
    const plane = grayPlane(image);
    quantizePlane(plane, quantization('luminance', quality));
    for (let y = 0; y < height; y++) {
      output.set(plane.samples.subarray(y * plane.stride, y * plane.stride + width), y * width);
    }
    return output;
  }
  const [y, cb, cr] = colorPlanes(image);
  const chrominance = quantization('chrominance', quality);
  quantizePlane(y, quantization('luminance', quality));
  quantizePlane(cb, chrominance);
  quantizePlane(cr, chrominance);
  const blueRow = new Uint8Array(cb.width * 2);
  const redRow = new Uint8Array(cr.width * 2);
  const readBlue = rowReader(cb, 2, 2);
  const readRed = rowReader(cr, 2, 2);
  for (let row = 0; row < height; row++) {
    readBlue(row, blueRow);
    readRed(row, redRow);
    const light = y.samples.subarray(row * y.stride, (row + 1) * y.stride);
    writeRgbRow(light, blueRow, redRow, width, output, row * width * channels, channels);
  }
  return output;
}

/** Quantises every block, in place. */
function quantizePlane(plane: Plane, steps: Uint8Array): void {
  const quantizer = new Quantizer(steps);
  const dequantizer = new Dequantizer(steps);
  for (let blockY = 0; blockY < plane.blocksDown; blockY++) {
    checkpoint();
    for (let blockX = 0; blockX < plane.blocksAcross; blockX++) {
      quantizer.read(plane, blockX, blockY);
      dequantizer.write(quantizer.block, 0, plane, blockX, blockY);
    }
  }
}
