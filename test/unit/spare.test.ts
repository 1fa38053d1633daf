import assert from 'node:assert/strict';
import { lookedUp } from '../../src/engine/color/look-up.ts';
import { withData } from '../../src/engine/image.ts';
import { giveBack, giveBackImage, spareBytes } from '../../src/engine/spare.ts';
import { noise } from '../fixtures/image.ts';

describe('spare memory', () => {
  it('is given out again for the same size only', () => {
    const bytes = spareBytes(1234).fill(7);
    giveBack(bytes);
    assert.notEqual(spareBytes(1235).buffer, bytes.buffer);
    assert.equal(spareBytes(1234).buffer, bytes.buffer);
    assert.notEqual(spareBytes(1234).buffer, bytes.buffer);
  });

  it('is not what another image still looks at', () => {
    const image = noise(7, 5, 3, 'uint8');
    const through = lookedUp(
      image,
      [0, 1, 2].map(() => new Uint8Array(256)),
    );
    giveBackImage(image, through);
    giveBackImage(image, withData(image, image.data.subarray(3)));
    assert.notEqual(spareBytes(105).buffer, image.data.buffer);
    giveBackImage(through, noise(1, 1, 1, 'uint8'));
    assert.equal(spareBytes(105).buffer, image.data.buffer);
  });

  it('refuses to be given back twice, and leaves parts of something alone', () => {
    const bytes = new Uint8Array(4321);
    giveBack(bytes.subarray(1));
    assert.notEqual(spareBytes(4320).buffer, bytes.buffer);
    giveBack(bytes);
    assert.throws(() => {
      giveBack(bytes);
    }, /twice/);
  });

  it('is bounded: what was given back first goes first', () => {
    const first = new Uint8Array(40 * 2 ** 20);
    giveBack(first);
    giveBack(new Uint8Array(40 * 2 ** 20 + 1));
    assert.notEqual(spareBytes(first.length).buffer, first.buffer);
  });
});
