import assert from 'node:assert/strict';
import { channels } from '../../../src/engine/operations/color/channels.ts';
import { image, noise, rows } from '../../fixtures/image.ts';

describe('channels', () => {
  it('drops alpha, whatever the order of the colours', () => {
    const pixel = image([[[1, 2, 3, 4]]]);
    assert.deepEqual(rows(channels.apply(pixel, { order: 'rgb' })), [[[1, 2, 3]]]);
    assert.deepEqual(rows(channels.apply(pixel, { order: 'bgr' })), [[[3, 2, 1]]]);
    assert.deepEqual(rows(channels.apply(pixel, { order: 'b' })), [[3]]);
  });

  it('adds an opaque alpha in the range of the type', () => {
    assert.deepEqual(rows(channels.apply(image([[[1, 2, 3]]], 'uint16'), { order: 'rgba' })), [
      [[1, 2, 3, 65535]],
    ]);
    assert.deepEqual(rows(channels.apply(image([[0.5]], 'float32'), { order: 'rgba' })), [
      [[0.5, 0.5, 0.5, 1]],
    ]);
  });

  it('swaps red and blue back when applied twice', () => {
    const pixels = noise(4, 5, 3, 'uint8');
    assert.deepEqual(channels.apply(channels.apply(pixels, { order: 'bgr' }), { order: 'bgr' }), pixels);
  });

  it('passes on what already has the order', () => {
    for (const [count, order] of [
      [3, 'rgb'],
      [4, 'rgba'],
      [1, 'r'],
    ] as const) {
      const pixels = noise(2, 2, count, 'uint8');
      assert.equal(channels.apply(pixels, { order }), pixels);
    }
  });

  it('takes gray for every colour', () => {
    assert.deepEqual(rows(channels.apply(image([[7]]), { order: 'b' })), [[7]]);
  });
});
