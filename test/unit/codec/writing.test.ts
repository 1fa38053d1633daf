import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { extensionOf } from '../../../src/shared/extensions.ts';
import { encode, probe } from '../../../src/codec/index.ts';
import { shapeOf, type Image } from '../../../src/engine/image.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { defaultOutput, imageFormats, type ImageFormat, type Output } from '../../../src/shared/pipeline.ts';
import type { Channels, DataType } from '../../../src/shared/shape.ts';
import { encodedBy, read } from '../../fixtures/codec/manifest.ts';
import { noise } from '../../fixtures/image.ts';

const as = (format: ImageFormat, more: Partial<Output> = {}): Output => ({
  ...defaultOutput,
  format,
  ...more,
});
const sizes = [
  [1, 1],
  [3, 5],
  [17, 4],
  [130, 67],
] as const;

const lossless: readonly { format: ImageFormat; dtypes: readonly DataType[]; layouts?: true }[] = [
  { format: 'png', dtypes: ['uint8', 'uint16'] },
  { format: 'bmp', dtypes: ['uint8'] },
  { format: 'tiff', dtypes: ['uint8', 'uint16', 'float32'] },
  { format: 'npy', dtypes: ['uint8', 'uint16', 'float32'], layouts: true },
];

describe('writing', () => {
  for (const { format, dtypes, layouts } of lossless) {
    for (const dtype of dtypes) {
      for (const channels of [1, 3, 4] as const) {
        it(`${format} gives ${channels} channels of ${dtype} back bit by bit`, async () => {
          for (const [width, height] of sizes) {
            const image = noise(width, height, channels, dtype, width);
            for (const layout of layouts ? (['hwc', 'chw'] as const) : (['hwc'] as const)) {
              const before = image.data.slice();
              const back = (await read(await encode(image, as(format, { layout })))).image;
              assert.deepEqual(image.data, before, 'the image was written to');
              // (C, H, W) of a few pixels may look like (H, W, C): then only the values are compared.
              const isAmbiguous = layout === 'chw' && width <= 4;
              if (!isAmbiguous) assert.deepEqual(shapeOf(back), shapeOf(image));
              if (!isAmbiguous) assert.deepEqual(back.data, image.data);
            }
          }
        });
      }
    }
  }

  it('keeps values that are not finite in npy and tiff', async () => {
    const image: Image = {
      ...noise(4, 2, 1, 'float32'),
      data: Float32Array.of(NaN, Infinity, -Infinity, -0, 1e-40, 3e38, 1, 2),
    };
    for (const format of ['npy', 'tiff'] as const) {
      assert.deepEqual((await read(await encode(image, as(format)))).image.data, image.data);
    }
  });

  it('writes large images in more than one strip', async () => {
    const image = noise(700, 500, 3, 'uint16');
    assert.deepEqual((await read(await encode(image, as('tiff')))).image.data, image.data);
  });

  for (const channels of [1, 3] as const) {
    for (const quality of [1, 50, 75, 95, 100]) {
      it(`jpeg of ${channels} channels at quality ${quality} is Pillow’s, byte by byte`, async () => {
        const { image } = await read(encodedBy(`${channels}.npy`));
        const bytes = await encode(image, as('jpeg', { quality }));
        assert.deepEqual(Buffer.from(bytes), Buffer.from(encodedBy(`${channels}-${quality}.jpg`)));
      });
    }
  }

  it('webp comes closer with higher quality', async () => {
    const { image } = await read(encodedBy('3.npy'));
    const [coarse, fine] = await Promise.all(
      [10, 100].map(async quality => {
        const bytes = await encode(image, as('webp', { quality }));
        const back = (await read(bytes)).image;
        assert.deepEqual(shapeOf(back), shapeOf(image));
        let sum = 0;
        for (const [index, value] of image.data.entries()) sum += Math.abs(value - back.data[index]!);
        return { bytes: bytes.length, error: sum / image.data.length };
      }),
    );
    assert.ok(fine!.error < 6 && fine!.error < coarse!.error, JSON.stringify({ coarse, fine }));
    assert.ok(coarse!.bytes < fine!.bytes);
  });

  it('webp keeps alpha exactly', async () => {
    const image = noise(9, 7, 4, 'uint8');
    const back = (await read(await encode(image, as('webp')))).image;
    assert.equal(back.channels, 4);
    for (let at = 3; at < back.data.length; at += 4) assert.equal(back.data[at], image.data[at]);
  });

  it('gives the same bytes again', async () => {
    const image = noise(40, 30, 3, 'uint8');
    for (const format of imageFormats) {
      assert.deepEqual(await encode(image, as(format)), await encode(image, as(format)), format);
    }
  });

  it('encodes an image that is a window of larger memory', async () => {
    const large = noise(8, 4, 3, 'uint8');
    const window: Image = { ...large, height: 2, data: (large.data as Uint8Array).subarray(24, 72) };
    const copy: Image = { ...window, data: window.data.slice() };
    for (const format of imageFormats) {
      assert.deepEqual(await encode(window, as(format)), await encode(copy, as(format)), format);
    }
  });

  const refused: readonly [ImageFormat, Channels, DataType, RegExp][] = [
    ['png', 3, 'float32', /uint8 or uint16 for PNG/],
    ['jpeg', 3, 'uint16', /uint8 for JPEG/],
    ['jpeg', 4, 'uint8', /1 or 3 channels for JPEG/],
    ['webp', 3, 'float32', /uint8 for WebP/],
    ['bmp', 1, 'uint16', /uint8 for BMP/],
  ];
  for (const [format, channels, dtype, message] of refused) {
    it(`refuses ${channels} channels of ${dtype} as ${format} and names the way out`, async () => {
      await assert.rejects(encode(noise(4, 3, channels, dtype), as(format)), thrown => {
        assert.ok(thrown instanceof DarkroomError);
        assert.equal(thrown.code, 'out_of_domain');
        assert.match(thrown.message, message);
        assert.match(thrown.hint ?? '', channels === 4 ? /png/ : /npy/);
        return true;
      });
    });
  }

  it('writes vectors as npy only', async () => {
    const vector: Image = { ...noise(150, 1, 1, 'float32'), vector: true };
    const back = (await read(await encode(vector, as('npy')))).image;
    assert.deepEqual(back, vector);
    await assert.rejects(encode(vector, as('tiff')), { code: 'out_of_domain' });
  });

  it('refuses sides that the format cannot state', async () => {
    const wide = noise(16384, 1, 1, 'uint8');
    await assert.rejects(encode(wide, as('webp')), { code: 'out_of_domain' });
    assert.equal(probe(await encode(wide, as('jpeg')), 'wide').shape.width, 16384);
  });

  it('names files by format', () => {
    assert.deepEqual(imageFormats.map(extensionOf), ['.png', '.jpg', '.webp', '.bmp', '.tif', '.npy']);
  });
});
