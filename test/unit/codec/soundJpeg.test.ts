import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeExactly } from '../../../src/codec/jpeg/exact.ts';
import { withKernels } from '../../../src/codec/jpeg/kernelMemory.ts';
import { decodeWithMozjpeg } from '../../../src/codec/jpeg/mozjpeg.ts';
import { checkJpegEnd, readJpegHeader } from '../../../src/codec/jpeg/segments.ts';
import { decodeSound } from '../../../src/codec/jpeg/simdDecoder.ts';
import { packRgba } from '../../../src/codec/pack.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { drawJpeg } from '../../fixtures/codec/drawnJpeg.ts';
import { bytesOf, difference, entries, expectedOf } from '../../fixtures/codec/manifest.ts';

const samplings = {
  gray: [[1, 1]],
  'gray with factors': [[2, 2]],
  '4:4:4': [
    [1, 1],
    [1, 1],
    [1, 1],
  ],
  '4:2:2': [
    [2, 1],
    [1, 1],
    [1, 1],
  ],
  '4:2:0': [
    [2, 2],
    [1, 1],
    [1, 1],
  ],
  '4:4:0': [
    [1, 2],
    [1, 1],
    [1, 1],
  ],
  'less luminance': [
    [1, 1],
    [2, 1],
    [2, 2],
  ],
  'mixed chrominance': [
    [2, 2],
    [2, 1],
    [1, 2],
  ],
} as const satisfies Record<string, readonly (readonly [number, number])[]>;

/** What the other decoders make of a file: nothing where they refuse it. */
async function otherwise(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  const header = readJpegHeader(bytes);
  try {
    if (header.halvesRows) return packRgba(decodeExactly(bytes, header.model).data, 3);
    return (await decodeWithMozjpeg(bytes, header)).data as Uint8Array;
  } catch (thrown) {
    if (thrown instanceof DarkroomError) return undefined;
    throw thrown;
  }
}

function counter(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe('sound JPEG', () => {
  const usual = entries.filter(({ file }) => file.endsWith('.jpg') && !/^(cmyk|ycck|unfinished)/.test(file));
  for (const entry of usual) {
    it(`of ${entry.file} is decoded as the reference does`, async () => {
      const bytes = bytesOf(entry.file);
      const image = decodeSound(bytes, readJpegHeader(bytes));
      assert.ok(image);
      assert.equal(difference(image.data, await expectedOf(entry)).largest, 0);
    });
  }

  for (const [name, factors] of Object.entries(samplings)) {
    it(`with ${name} gives what the other decoders give, at any size`, async () => {
      const random = counter(factors.length * 100 + factors[0][0]);
      for (let width = 1; width <= 40; width++) {
        const file = {
          ...{ width, height: 1 + random(40), factors },
          quality: [1, 20, 50, 75, 90, 100][random(6)]!,
          restartInterval: [0, 0, 1, 3][random(4)]!,
          separate: random(3) === 0,
        };
        const bytes = drawJpeg(random, file);
        const header = readJpegHeader(bytes);
        const sound = decodeSound(bytes, header);
        const isNarrow = factors.some(factor => factor[0] !== factors[0][0]) && width <= 4;
        if (isNarrow && !sound) continue;
        assert.ok(sound, JSON.stringify(file));
        assert.deepEqual(sound.data, await otherwise(bytes), JSON.stringify(file));
        if (factors.length === 1) continue;
        assert.deepEqual(
          sound.data,
          packRgba(decodeExactly(bytes, header.model).data, 3),
          JSON.stringify(file),
        );
      }
    });
  }

  it('is all that is decoded: damaged files are left to the other decoders or give the same', async () => {
    const random = counter(3);
    let decoded = 0;
    for (const { file } of usual) {
      const good = bytesOf(file);
      for (let round = 0; round < 120; round++) {
        const bytes = good.slice();
        const isLate = round % 2 === 0;
        const place = isLate ? bytes.length - 1 - random(200) : random(Math.min(650, bytes.length));
        bytes[place] = random(4) === 0 ? 255 : random(256);
        try {
          const header = readJpegHeader(bytes);
          checkJpegEnd(bytes, header.scanOffset);
          if (header.width * header.height > 1e6) continue;
          const sound = decodeSound(bytes, header);
          if (!sound) continue;
          decoded++;
          assert.deepEqual(sound.data, await otherwise(bytes), `${file}: byte ${place} is ${bytes[place]}`);
        } catch (thrown) {
          if (!(thrown instanceof DarkroomError)) throw thrown;
        }
      }
    }
    assert.ok(decoded > 200, `${decoded} were decoded`);
  });

  it('gives memory back after a large image', () => {
    withKernels((_kernels, memory) => memory.allot(100e6));
    assert.ok(withKernels(({ memory }) => memory.buffer.byteLength) < 2 ** 21);
  });
});
