import assert from 'node:assert/strict';
import { statisticsOf } from '../../../src/engine/analysis/statistics.ts';
import { lookedUp } from '../../../src/engine/color/look-up.ts';
import type { Image } from '../../../src/engine/image.ts';
import { Desk, isForDesk, type LaidOut } from '../../../src/worker/desk.ts';
import { noise } from '../../fixtures/image.ts';

describe('desk', () => {
  const memory = Desk.memory();
  const ours = new Desk(memory);
  const theirs = new Desk(memory);
  /** As a thread sees it that the message has come to. */
  const beside = (image: Image) => theirs.look(structuredClone(ours.layOut(image)) as LaidOut);

  const images: Readonly<Record<string, Image>> = {
    bytes: noise(31, 17, 3, 'uint8'),
    'bytes with alpha': { ...noise(31, 17, 4, 'uint8'), orientation: 6 },
    'words of 16 bits': noise(31, 17, 3, 'uint16'),
    floats: noise(31, 17, 3, 'float32'),
    'a vector': { ...noise(527, 1, 1, 'float32'), vector: true },
    'bytes looked up in floats': lookedUp(
      noise(31, 17, 3, 'uint8'),
      [3, 5, 7].map(divisor => Float32Array.from({ length: 256 }, (_value, level) => level / divisor - 9)),
    ),
    'bytes looked up in bytes': lookedUp(noise(31, 17, 1, 'uint8'), [
      Uint8Array.from({ length: 256 }, (_value, level) => 255 - level),
    ]),
    'a part of a larger buffer': {
      ...noise(5, 2, 3, 'uint16'),
      data: new Uint16Array(40).fill(7).subarray(9, 39),
    },
  };
  for (const [name, image] of Object.entries(images)) {
    it(`gives another thread ${name} as they are`, () => {
      const seen = beside(image);
      assert.equal(seen.lookUp === undefined, image.lookUp === undefined);
      assert.equal((seen.lookUp?.bytes.data ?? seen.data).buffer, memory);
      assert.deepEqual(statisticsOf(seen), statisticsOf(image));
      assert.deepEqual([...seen.data], [...image.data]);
    });
  }

  it('does not make values to lay them out that nobody has asked for', () => {
    const image = lookedUp(noise(31, 17, 3, 'uint8'), Array(3).fill(new Float32Array(256)) as Float32Array[]);
    Object.defineProperty(image, 'data', { get: () => assert.fail('values were made') });
    assert.equal(ours.layOut(image)?.shape.dtype, 'uint8');
  });

  it('has no room for what is larger', () => {
    const small = new Desk(Desk.memory(100));
    assert.notEqual(small.layOut(noise(10, 10, 1, 'uint8')), undefined);
    assert.equal(small.layOut(noise(26, 1, 1, 'float32')), undefined);
    assert.equal(new Desk().layOut(noise(1, 1, 1, 'uint8')), undefined);
  });

  it('is for images that take longer to measure than to lay out', () => {
    const shape = { channels: 3, dtype: 'uint8', orientation: 1 } as const;
    assert.equal(isForDesk({ ...shape, width: 224, height: 224 }), false);
    assert.equal(isForDesk({ ...shape, width: 4000, height: 3000 }), true);
  });
});
