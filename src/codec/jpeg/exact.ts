import { Dequantizer } from '../../engine/jpeg/dequantizer.ts';
import type { Plane } from '../../engine/jpeg/planes.ts';
import { writeRgbRow } from '../../engine/jpeg/rgb.ts';
import { rowReader } from '../../engine/jpeg/upsample.ts';
import { readCoefficients } from './coefficients.ts';
import type { Component } from './frame.ts';
import type { ColorModel } from './segments.ts';
import { blockSmoother, needsSmoothing, type BlockSmoother } from './smoothing.ts';

/**
 * RGBA pixels of a JPEG of one, three or four components, in libjpeg-turbo's arithmetic for any sampling of the
 * components: every pixel equals Pillow's, also where scans are missing. CMYK is taken as Adobe writes it, inverted,
 * whether the file says so or not, and becomes RGB as with Pillow's `convert('RGB')`: without colour profiles.
 */
export function decodeExactly(bytes: Uint8Array, model: ColorModel) {
  const frame = readCoefficients(bytes);
  const { width, height, components, unitsDown } = frame;
  const isSmoothed = needsSmoothing(frame);
  const rows = components.map(component => {
    const smoothed = isSmoothed ? blockSmoother(component, unitsDown) : undefined;
    return {
      row: new Uint8Array(component.width * component.across),
      read: rowReader(samplesOf(component, smoothed), component.across, component.down),
    };
  });
  const pixels = new Uint8Array(width * height * 4).fill(255);
  const [first, second, third, fourth] = rows.map(({ row }) => row);
  for (let y = 0; y < height; y++) {
    for (const { read, row } of rows) read(y, row);
    const to = y * width * 4;
    if (!second || !third) interleave([first!, first!, first!], width, pixels, to);
    else if (model === 'RGB' || model === 'CMYK') interleave([first!, second, third], width, pixels, to);
    else writeRgbRow(first!, second, third, width, pixels, to, 4);
    if (fourth) printOver(fourth, width, pixels, to, model === 'CMYK');
  }
  return { data: pixels, width, height };
}

function samplesOf(component: Component, smoothed?: BlockSmoother): Plane {
  const { width, height, blocksAcross, blocksDown, coefficients, steps } = component;
  const stride = blocksAcross * 8;
  const plane = {
    samples: new Uint8Array(stride * blocksDown * 8),
    width,
    height,
    stride,
    blocksAcross,
    blocksDown,
  };
  const dequantizer = new Dequantizer(steps!);
  for (let y = 0, at = 0; y < blocksDown; y++) {
    for (let x = 0; x < blocksAcross; x++, at += 64) {
      if (smoothed) dequantizer.write(smoothed(x, y), 0, plane, x, y);
      else dequantizer.write(coefficients, at, plane, x, y);
    }
  }
  return plane;
}

function interleave(rows: readonly Uint8Array[], width: number, pixels: Uint8Array, to: number): void {
  for (const [channel, row] of rows.entries()) {
    for (let x = 0; x < width; x++) pixels[to + x * 4 + channel] = row[x]!;
  }
}

/** Lays black ink over pixels that hold the other three, `inverted` as the file has them or not. */
function printOver(
  black: Uint8Array,
  width: number,
  pixels: Uint8Array,
  to: number,
  inverted: boolean,
): void {
  for (let x = 0; x < width; x++) {
    // Inverted, it is the light that black lets through.
    const light = black[x]!;
    for (let place = to + x * 4; place < to + x * 4 + 3; place++) {
      const ink = inverted ? 255 - pixels[place]! : pixels[place]!;
      const product = ink * light + 128;
      pixels[place] = light - ((product + (product >> 8)) >> 8);
    }
  }
}
