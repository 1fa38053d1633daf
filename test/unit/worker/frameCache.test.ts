import assert from 'node:assert/strict';
import { FrameCache, type Frame } from '../../../src/worker/frameCache.ts';
import { PictureCache } from '../../../src/worker/pictureCache.ts';

const frame = (bytes: number, milliseconds: number): Frame => ({
  image: { data: new Uint8Array(bytes), width: bytes, height: 1, channels: 1, orientation: 1 },
  milliseconds,
});
const held = (cache: FrameCache, keys: readonly string[]) => keys.filter(key => cache.get(key) !== undefined);

describe('cache of frames', () => {
  it('gives up what is cheapest to make again', () => {
    const cache = new FrameCache(300);
    cache.set('decoded', frame(100, 50));
    cache.set('flipped', frame(100, 1));
    cache.set('blurred', frame(100, 20));
    cache.set('next', frame(100, 20));
    assert.deepEqual(held(cache, ['decoded', 'flipped', 'blurred', 'next']), ['decoded', 'blurred', 'next']);
  });

  it('gives up what took long as well, once it is not used for long', () => {
    const cache = new FrameCache(300);
    cache.set('slow', frame(100, 5));
    for (let index = 0; index < 20; index++) cache.set(`quick ${index}`, frame(100, 1));
    assert.deepEqual(held(cache, ['slow', 'quick 18', 'quick 19']), ['quick 18', 'quick 19']);
  });

  it('keeps the two used last whatever their size', () => {
    const cache = new FrameCache(10);
    cache.set('a', frame(100, 1));
    cache.set('b', frame(100, 1));
    cache.get('a');
    cache.set('c', frame(100, 1));
    assert.deepEqual(held(cache, ['a', 'b', 'c']), ['a', 'c']);
  });

  it('counts a frame that is set again once', () => {
    const cache = new FrameCache(300);
    for (let index = 0; index < 9; index++) cache.set('a', frame(100, 1));
    cache.set('b', frame(100, 1));
    cache.set('c', frame(100, 1));
    assert.deepEqual(held(cache, ['a', 'b', 'c']), ['a', 'b', 'c']);
  });
});

describe('cache of pictures', () => {
  const picture = (value: number) => ({
    width: 5,
    height: 5,
    channels: 4 as const,
    pixels: new Uint8Array(100).fill(value),
  });

  it('gives copies, since answers are given away', () => {
    const cache = new PictureCache(1000);
    const first = cache.keep('a', picture(7));
    first.pixels.fill(0);
    const second = cache.get('a');
    second?.pixels.fill(0);
    assert.deepEqual(cache.get('a'), picture(7));
  });

  it('forgets those not used for longest', () => {
    const cache = new PictureCache(250);
    cache.keep('a', picture(1));
    cache.keep('b', picture(2));
    cache.get('a');
    cache.keep('c', picture(3));
    assert.deepEqual(
      ['a', 'b', 'c'].map(key => cache.get(key)?.pixels[0]),
      [1, undefined, 3],
    );
  });
});
