import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { open } from '../../../src/codec/index.ts';
import { statisticsOf } from '../../../src/engine/analysis/statistics.ts';
import { shapeOf, type Image } from '../../../src/engine/image.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import { Desk } from '../../../src/worker/desk.ts';
import { noise } from '../../fixtures/image.ts';

const image = noise(31, 17, 3, 'uint8');
const data = image.data as Uint8Array;
const row = 31 * 3;
const never = () => assert.fail('nobody is to wait');

describe('an image that arrives on a desk', () => {
  const memory = Desk.memory(4096);
  const { arrival } = new Desk(memory);
  const watcher = new Desk(memory).arrival;
  beforeEach(() => {
    arrival.expect();
  });

  /** Looks at it, while the other thread does a thing each time that this one has to wait. */
  const watch = (...things: (() => void)[]) => {
    const seen = watcher.watch(statisticsOf, () => {
      (things.shift() ?? never)();
    });
    assert.equal(things.length, 0, 'It did not wait for all.');
    return seen;
  };
  const begin = (shown: Image = image) => arrival.begin(shapeOf(shown)) ?? assert.fail('no room');

  it('is looked at as its rows come', () => {
    let onRows: ReturnType<typeof begin>;
    const seen = watch(
      () => (onRows = begin()),
      () => {
        onRows(data, 0, row);
      },
      () => {
        onRows(data, row, 16 * row);
      },
      () => {
        onRows(data, 16 * row, 17 * row);
      },
      () => {
        arrival.end(image);
      },
    );
    assert.deepEqual(seen, statisticsOf(image));
  });

  it('is there at once when it has come before', () => {
    begin()(data, 0, data.length);
    arrival.end(image);
    arrival.giveUp();
    assert.deepEqual(watch(), statisticsOf(image));
  });

  it('has its channels and its orientation', () => {
    const gray: Image = { ...noise(5, 3, 1, 'uint8'), orientation: 6 };
    begin(gray)(gray.data as Uint8Array, 0, 15);
    arrival.end(gray);
    assert.deepEqual(
      watcher.watch(({ data, ...frame }) => ({ ...frame, data: [...data] }), never),
      { ...gray, data: [...gray.data] },
    );
  });

  it('is nothing when another decoder has decoded it in the end', () => {
    begin()(data, 0, data.length);
    arrival.end({ ...image, data: data.slice() });
    assert.equal(watch(), undefined);
  });

  it('is nothing when no decoder has told of rows', () => {
    begin();
    arrival.end(image);
    assert.equal(watch(), undefined);
  });

  it('is nothing when the decoder fails midway', () => {
    begin()(data, 0, 3 * row);
    const seen = watch(() => {
      arrival.giveUp();
    });
    assert.equal(seen, undefined);
  });

  it('is nothing when there was nothing to decode', () => {
    assert.equal(
      watch(() => {
        arrival.giveUp();
      }),
      undefined,
    );
  });

  it('is nothing when an earlier one was whole and this one does not come', () => {
    begin()(data, 0, data.length);
    arrival.end(image);
    arrival.expect();
    arrival.giveUp();
    assert.equal(watch(), undefined);
  });

  it('has no room when it is too large, or not of bytes', () => {
    assert.equal(arrival.begin(shapeOf(noise(64, 64, 3, 'uint8'))), undefined);
    assert.equal(arrival.begin(shapeOf(noise(8, 8, 3, 'float32'))), undefined);
  });

  it('is not waited for by who is called off', () => {
    const called = () => {
      throw new DOMException('Cancelled.', 'AbortError');
    };
    assert.throws(() => watcher.watch(statisticsOf, called), { name: 'AbortError' });
  });
});

describe('decoding that tells of rows', () => {
  const tell = async (name: string) => {
    const bytes = await readFile(new URL(`../../fixtures/codec/files/${name}`, import.meta.url));
    let told: Uint8Array | undefined;
    let next = 0;
    const copy: number[] = [];
    const image = await open(bytes, name).decode(defaultLimits, (data, start, end) => {
      assert.equal(start, next);
      next = end;
      told = data;
      for (const value of data.subarray(start, end)) copy.push(value);
    });
    return { image, told, copy };
  };

  for (const name of [
    '444.jpg',
    '420.jpg',
    '440.jpg',
    'gray.jpg',
    'progressive.jpg',
    'restart.jpg',
    'rgb.jpg',
  ]) {
    it(`gives those of ${name} once each, from the top, as they stay`, async () => {
      const { image, told, copy } = await tell(name);
      assert.equal(told, image.data);
      assert.deepEqual(copy, [...image.data]);
    });
  }

  for (const name of ['cmyk.jpg', 'gray1.png']) {
    it(`tells nothing of ${name}, which is decoded as a whole`, async () => {
      assert.equal((await tell(name)).told, undefined);
    });
  }
});
