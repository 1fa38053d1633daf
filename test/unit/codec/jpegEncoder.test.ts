import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { codePixels } from '../../../src/codec/jpeg/simdEncoder.ts';
import { quantization } from '../../../src/engine/jpeg/quantization.ts';
import type { Image } from '../../../src/engine/image.ts';
import { codePlainly } from '../../fixtures/codec/plainJpeg.ts';
import { noise } from '../../fixtures/image.ts';

/** Noise, noise of black and white alone, or a few levels per block. */
function pictureOf(width: number, height: number, channels: 1 | 3, kind: number): Image {
  const image = noise(width, height, channels, 'uint8', width * 41 + height + kind);
  const data = image.data as Uint8Array;
  if (kind === 1) for (const [place, value] of data.entries()) data[place] = value & 1 ? 255 : 0;
  if (kind === 2) for (const [place, value] of data.entries()) data[place] = ((place * 3) >> 5) + (value & 3);
  return image;
}

describe('JPEG encoder', () => {
  for (const channels of [1, 3] as const) {
    it(`codes ${channels} channels as plain code does, at any size and quality`, () => {
      for (let width = 1; width <= 40; width++) {
        for (const [kind, quality] of [
          [0, 1 + ((width * 7) % 100)],
          [1, 100],
          [2, 1 + ((width * 29) % 100)],
        ] as const) {
          const image = pictureOf(width, 1 + ((width * 11 + kind) % 40), channels, kind);
          const tables = [quantization('luminance', quality), quantization('chrominance', quality)] as const;
          const coded = codePixels(image, ...tables);
          const size = `${width}×${image.height} at ${quality}`;
          assert.deepEqual(Buffer.from(coded), Buffer.from(codePlainly(image, quality)), size);
        }
      }
    });
  }

  it('codes every quality as plain code does', () => {
    const image = pictureOf(35, 23, 3, 0);
    for (let quality = 1; quality <= 100; quality++) {
      const tables = [quantization('luminance', quality), quantization('chrominance', quality)] as const;
      const coded = Buffer.from(codePixels(image, ...tables));
      assert.deepEqual(coded, Buffer.from(codePlainly(image, quality)), `quality ${quality}`);
    }
  });
});
