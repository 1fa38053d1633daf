import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { decode, decodeIds, encode, encodeIds } from '../../../src/codec/index.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { defaultOutput, type ImageFormat } from '../../../src/shared/pipeline.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import { noise } from '../../fixtures/image.ts';

interface Case {
  readonly name: string;
  readonly png: string;
  readonly ids: readonly number[];
  readonly palette: readonly number[] | null;
}

const file = new URL('../../fixtures/codec/ids.json', import.meta.url);
const cases = JSON.parse(await readFile(file, 'utf8')) as readonly Case[];
const read = (bytes: Uint8Array) => decodeIds(bytes, 'mask', defaultLimits);

describe('class ids', () => {
  for (const { name, png, ids, palette } of cases) {
    it(`of ${name} are those that Pillow reads, and come back with their colours`, async () => {
      const mask = await read(Buffer.from(png, 'base64'));
      assert.deepEqual([...mask.image.data], ids);
      assert.equal(mask.image.channels, 1);
      assert.deepEqual(mask.palette ? [...mask.palette.colors] : null, palette);
      assert.deepEqual(await read(encodeIds(mask)), mask);
    });
  }

  it('shows the same colours after writing', async () => {
    const { png } = cases.find(({ name }) => name === 'palette with transparency')!;
    const original = await decode(Buffer.from(png, 'base64'), 'a', defaultLimits);
    const mask = await read(Buffer.from(png, 'base64'));
    const written = await decode(encodeIds(mask), 'b', defaultLimits);
    assert.deepEqual(written.image, original.image);
  });

  it('gives ids beyond the palette a colour, so that the file is sound', async () => {
    const image = { ...noise(3, 1, 1, 'uint8'), data: Uint8Array.of(0, 1, 255) };
    const bytes = encodeIds({ image, palette: { colors: Uint8Array.of(9, 9, 9, 1, 2, 3) } });
    const { palette } = await read(bytes);
    assert.equal(palette?.colors.length, 768);
    const { image: seen } = await decode(bytes, 'mask', defaultLimits);
    assert.deepEqual([...seen.data], [9, 9, 9, 1, 2, 3, 224, 224, 192]);
    assert.deepEqual((await read(bytes)).image.data, image.data);
  });

  const as = (format: ImageFormat) => ({ ...defaultOutput, format });

  it('are read from other files of one channel', async () => {
    for (const format of ['tiff', 'npy'] as const) {
      for (const dtype of ['uint8', 'uint16'] as const) {
        const image = noise(5, 4, 1, dtype);
        assert.deepEqual((await read(await encode(image, as(format)))).image.data, image.data);
      }
    }
  });

  it('are refused where they are colours or no longer exact', async () => {
    const refused = async (bytes: Uint8Array, expected: RegExp) => {
      await assert.rejects(read(bytes), thrown => {
        assert.ok(thrown instanceof DarkroomError);
        assert.equal(thrown.code, 'unsupported');
        assert.equal(thrown.file, 'mask');
        assert.match(thrown.message, expected);
        return true;
      });
    };
    await refused(await encode(noise(8, 8, 1, 'uint8'), as('jpeg')), /mask is JPEG, which changes class ids/);
    await refused(await encode(noise(8, 8, 3, 'uint8'), as('webp')), /mask is WebP, which changes class ids/);
    await refused(
      await encode(noise(8, 8, 3, 'uint8'), as('png')),
      /^A mask with colours instead of class ids/,
    );
    await refused(
      await encode(noise(8, 8, 3, 'uint8'), as('bmp')),
      /one channel, uint8 or uint16, but mask is 8×8×3/,
    );
    await refused(await encode(noise(8, 8, 1, 'float32'), as('tiff')), /but mask is 8×8×1 float32/);
  });

  it('take no memory beyond the limits', async () => {
    const bytes = encodeIds({ image: noise(100, 100, 1, 'uint8') });
    const limits = { ...defaultLimits, maximumMegapixels: 0.001 };
    await assert.rejects(decodeIds(bytes, 'mask', limits), /more than the limit/);
  });
});
