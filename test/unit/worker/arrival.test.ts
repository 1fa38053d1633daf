import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { open } from '../../../src/codec/index.ts';
import { mappingsOf, rangeOf } from '../../../src/engine/analysis/mapping.ts';
import { render } from '../../../src/engine/analysis/render.ts';
import { statisticsOf } from '../../../src/engine/analysis/statistics.ts';
import { shapeOf, type Image } from '../../../src/engine/image.ts';
import { defaultLimits } from '../../../src/shared/image.ts';
import type { PictureOnTheWay } from '../../../src/worker/arrival.ts';
import { pictureFirst } from '../../../src/worker/arrivingPicture.ts';
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
    const seen = watcher.watch(copyRows, () => {
      (things.shift() ?? never)();
    });
    assert.equal(things.length, 0, 'It did not wait for all.');
    return seen;
  };
  /** Row by row; not with kernels, whose memory the other thread, which is none here, would use as well. */
  const copyRows = ({ data, ...frame }: Image, beforeRow: (y: number) => void): Image => {
    const rowLength = data.length / frame.height;
    const values = Array.from({ length: frame.height }, (_row, y) => {
      beforeRow(y);
      return [...data.subarray(y * rowLength, (y + 1) * rowLength)];
    });
    return { ...frame, data: Uint8Array.from(values.flat()) };
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
    assert.deepEqual(seen, image);
  });

  it('has told its lowest and highest value when it has come', () => {
    const [low, high] = [40, 200];
    const gray: Image = { ...image, data: data.map(value => Math.min(Math.max(value, low), high)) };
    const some = gray.data as Uint8Array;
    const onRows = begin(gray);
    onRows(some, 0, 5 * row);
    onRows(some, 5 * row, some.length);
    assert.deepEqual(arrival.end(gray), [low, high]);
    assert.deepEqual(rangeOf(gray), [low, high]);

    const one: Image = { ...gray, data: some.slice().fill(low) };
    begin(one)(one.data as Uint8Array, 0, some.length);
    assert.deepEqual(arrival.end(one), [low, low], 'that of the one before is forgotten');

    begin(one);
    assert.equal(arrival.end(one), undefined, 'nobody has told of its rows');
  });

  it('has told its lowest and highest colour, not its alpha', () => {
    const { data } = noise(8, 4, 4, 'uint8');
    const clear: Image = {
      ...noise(8, 4, 4, 'uint8'),
      data: data.map((_value, place) => (place % 4 === 3 ? 0 : 9)),
    };
    begin(clear)(clear.data as Uint8Array, 0, data.length);
    assert.deepEqual(arrival.end(clear), [9, 9]);
  });

  it('is there at once when it has come before', () => {
    begin()(data, 0, data.length);
    arrival.end(image);
    arrival.giveUp();
    assert.deepEqual(watch(), image);
  });

  it('has its channels and its orientation', () => {
    const gray: Image = { ...noise(5, 3, 1, 'uint8'), orientation: 6 };
    begin(gray)(gray.data as Uint8Array, 0, 15);
    arrival.end(gray);
    assert.deepEqual(watch(), gray);
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
    assert.throws(() => watcher.watch(copyRows, called), { name: 'AbortError' });
  });
});

describe('the picture of an image that arrives on a desk', () => {
  const size = { width: 512, height: 256 };
  const whole = { x: 0, y: 0, width: 31, height: 17 };
  const pictureOf = (shown: Image, { width, height } = size) =>
    render(shown, whole, width, height, mappingsOf(shown, [])[0]!);
  let memory: SharedArrayBuffer;
  let desk: Desk;
  beforeEach(() => {
    memory = Desk.memory(2 ** 20);
    desk = new Desk(memory);
  });

  /** @param look what the thread does that looks on */
  const arrive = (
    shown: Image,
    look = (image: Image, beforeRow: (y: number) => void, picture?: PictureOnTheWay) =>
      statisticsOf(image, picture && pictureFirst(image, picture, beforeRow)),
  ) => {
    desk.arrival.expect();
    const { data } = shown;
    desk.arrival.begin(shapeOf(shown))!(data as Uint8Array, 0, data.length);
    desk.arrival.end(shown);
    return new Desk(memory).arrival.watch(look, never);
  };
  const other = noise(31, 17, 3, 'uint8', 2);

  it('is made in the size in which the image of its shape before was shown', () => {
    arrive(image);
    assert.equal(desk.arrival.picture(image, size), undefined);
    assert.deepEqual(arrive(other), statisticsOf(other));
    assert.deepEqual(desk.arrival.picture(other, size), pictureOf(other));
    assert.notDeepEqual(pictureOf(other), pictureOf(image));
  });

  it('is made in the size of each shape, whatever came between', () => {
    const turned = noise(17, 31, 3, 'uint8');
    desk.arrival.picture(image, size);
    desk.arrival.picture(turned, { width: 300, height: 600 });
    arrive(image);
    assert.deepEqual(desk.arrival.picture(image, size), pictureOf(image));
  });

  it('is not given for another image, nor in another size', () => {
    desk.arrival.picture(image, size);
    arrive(image);
    assert.equal(desk.arrival.picture({ ...image }, size), undefined);
    assert.equal(desk.arrival.picture(image, { width: 513, height: 256 }), undefined);
  });

  it('is not given any more when something else lies on the desk', () => {
    desk.arrival.picture(image, size);
    arrive(image);
    desk.layOut(noise(300, 300, 3, 'uint8'));
    assert.equal(desk.arrival.picture(image, size), undefined);
  });

  it('is not made as a thumbnail, nor where there is no room for it', () => {
    const wanted: unknown[] = [];
    const note = (_image: Image, _beforeRow: unknown, picture?: PictureOnTheWay) => wanted.push(picture);
    desk.arrival.picture(image, { width: 160, height: 120 });
    arrive(image, note as () => never);
    desk.arrival.picture(image, { width: 700, height: 700 });
    arrive(image, note as () => never);
    assert.deepEqual(wanted, [undefined, undefined]);
  });

  it('is not waited for in vain when the thread that looks on does not make it', () => {
    desk.arrival.picture(image, size);
    arrive(image, (shown: Image) => statisticsOf(shown));
    assert.equal(desk.arrival.picture(image, size), undefined);
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
