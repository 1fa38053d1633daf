import assert from 'node:assert/strict';
import { mappingsOf } from '../../../src/engine/analysis/mapping.ts';
import { PictureByRows, render, shownChannels } from '../../../src/engine/analysis/render.ts';
import { statisticsOf } from '../../../src/engine/analysis/statistics.ts';
import type { Image } from '../../../src/engine/image.ts';
import { laplacianBytes } from '../../../src/engine/simd/laplacian.ts';
import type { Mapping } from '../../../src/shared/view.ts';
import { DarkroomError } from '../../../src/shared/errors.ts';
import { image, noise } from '../../fixtures/image.ts';

function draw(pixels: Image, width: number, height: number, mapping?: Mapping, region?: Partial<DOMRect>) {
  const part = { x: 0, y: 0, width: pixels.width, height: pixels.height, ...region };
  return Array.from(render(pixels, part, width, height, mapping ?? mappingsOf(pixels, [])[0]!));
}

const gray = (...levels: number[]) => levels.flatMap(level => [level, level, level]);

describe('render', () => {
  it('draws gray and colours one to one', () => {
    assert.deepEqual(draw(image([[0, 128, 255]]), 3, 1), gray(0, 128, 255));
    assert.deepEqual(draw(image([[[1, 2, 3]]]), 1, 1), [1, 2, 3]);
    assert.deepEqual(draw(image([[[1, 2, 3, 4]]]), 1, 1), [1, 2, 3, 4]);
    assert.deepEqual(draw(image([[0, 257, 65535]], 'uint16'), 3, 1), gray(0, 1, 255));
  });

  it('draws what has hardly any alpha as transparent', () => {
    assert.deepEqual(draw(image([[[0.5, 0.5, 0.5, 1e-40]]], 'float32'), 1, 1), [0, 0, 0, 0]);
  });

  it('draws floats of a tiny range', () => {
    const pixels = image([[1e-40, 2e-40, 3e-40]], 'float32');
    assert.deepEqual(draw(pixels, 3, 1, mappingsOf(pixels, [])[1]), gray(0, 128, 255));
  });

  it('repeats pixels where it enlarges', () => {
    assert.deepEqual(draw(image([[10, 20]]), 4, 2), gray(10, 10, 20, 20, 10, 10, 20, 20));
    assert.deepEqual(draw(image([[10, 20]]), 3, 1), gray(10, 20, 20));
  });

  it('takes the mean of what a pixel covers where it shrinks', () => {
    const pixels = image([
      [0, 10, 20, 30],
      [40, 50, 60, 70],
    ]);
    assert.deepEqual(draw(pixels, 2, 1), gray(25, 45));
    assert.deepEqual(draw(pixels, 1, 1), gray(35));
    // Three pixels into two: 1, 2, 3 and half of the second to each.
    assert.deepEqual(draw(image([[0, 90, 30]]), 2, 1), gray(30, 50));
  });

  it('shrinks one way and enlarges the other', () => {
    assert.deepEqual(draw(image([[0, 10, 20, 30]]), 2, 2), gray(5, 25, 5, 25));
  });

  it('keeps a flat image flat at every size, in every type', () => {
    for (const [dtype, value] of [
      ['uint8', 200],
      ['uint16', 51400],
      ['float32', 200],
    ] as const) {
      const flat = image(
        Array.from({ length: 17 }, () => Array.from({ length: 13 }, () => value)),
        dtype,
      );
      for (const [width, height] of [
        [1, 1],
        [5, 7],
        [12, 16],
        [40, 3],
      ] as const) {
        const levels = new Set(draw(flat, width, height));
        assert.deepEqual([...levels], [200], `${dtype} ${width}×${height}`);
      }
    }
  });

  it('draws a part', () => {
    const pixels = image([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    const part = { x: 1, y: 1, width: 2, height: 1 };
    assert.deepEqual(draw(pixels, 2, 1, undefined, part), gray(5, 6));
  });

  it('weights colours by alpha', () => {
    const edge = image([
      [
        [200, 100, 0, 255],
        [0, 0, 0, 0],
      ],
    ]);
    assert.deepEqual(draw(edge, 1, 1), [200, 100, 0, 128]);
    assert.deepEqual(draw(image([[[9, 9, 9, 0]]]), 1, 1), [0, 0, 0, 0]);
  });

  it('maps and clips each pixel before it takes means', () => {
    const mapping: Mapping = { id: 'range', label: '', scale: [255], offset: [0] };
    assert.deepEqual(draw(image([[-1, 3]], 'float32'), 1, 1, mapping), gray(128));
    assert.deepEqual(draw(image([[1, 5]]), 1, 1, { ...mapping, scale: [100] }), gray(178));
  });

  it('shows not-a-number in magenta, from afar too, and clips infinities', () => {
    const holes = image([[0.5, NaN, Infinity, -Infinity]], 'float32');
    const mapping: Mapping = { id: 'levels', label: '', scale: [255], offset: [0] };
    const magenta = [255, 0, 255];
    assert.deepEqual(draw(holes, 4, 1, mapping), [...gray(128), ...magenta, ...gray(255, 0)]);
    assert.deepEqual(draw(holes, 2, 1, mapping), [...magenta, ...gray(128)]);
  });

  it('shows not-a-number where it is covered only', () => {
    // The third of nine pixels ends where the fourth of twelve does.
    const levels = Array.from({ length: 12 }, (_value, x) => (x === 3 ? NaN : 0.2));
    const row = draw(image([levels], 'float32'), 9, 1);
    assert.deepEqual(row.slice(2 * 3, 4 * 3), [255, 0, 255, 51, 51, 51]);
  });

  it('clips infinities beside a single value, too', () => {
    const pixels = image([[5, Infinity, -Infinity, 5]], 'float32');
    assert.deepEqual(draw(pixels, 4, 1, mappingsOf(pixels, [])[1]), gray(128, 255, 0, 128));
  });

  it('draws rows of any length, with what is not a number anywhere among them', () => {
    const mapping: Mapping = { id: 'levels', label: '', scale: [1], offset: [0] };
    for (let width = 1; width <= 9; width++) {
      for (let hole = 0; hole < width; hole++) {
        const levels = Array.from({ length: width }, (_level, x) => (x === hole ? NaN : 10 * x));
        const row = levels.flatMap(level => (Number.isNaN(level) ? [255, 0, 255] : gray(level)));
        assert.deepEqual(draw(image([levels, levels], 'float32'), width, 2, mapping), [...row, ...row]);
        const seeThrough = levels.map(level => [level, 1, 2, 255]);
        const plain = { ...mapping, scale: [1, 1, 1, 1], offset: [0, 0, 0, 0] };
        const drawn = draw(image([seeThrough], 'float32'), width, 1, plain);
        assert.deepEqual(
          drawn,
          levels.flatMap(level => (Number.isNaN(level) ? [255, 0, 255, 255] : [level, 1, 2, 255])),
        );
      }
    }
  });

  /** How much of each source pixel a target pixel covers, in shares of what it covers. */
  const coverage = (source: number, target: number) => {
    const scale = source / target;
    return Array.from({ length: target }, (_target, place) =>
      Array.from({ length: source }, (_source, index) => {
        const overlap = Math.min(index + 1, (place + 1) * scale) - Math.max(index, place * scale);
        return Math.max(overlap, 0) / scale;
      }),
    );
  };

  for (const dtype of ['uint8', 'uint16'] as const) {
    it(`takes means that are right to a fiftieth of a level, of ${dtype}`, () => {
      const pixels = noise(45, 38, 3, dtype);
      const level = dtype === 'uint8' ? 1 : 257;
      for (const [width, height] of [
        [1, 1],
        [2, 3],
        [14, 9],
        [31, 30],
        [44, 37],
      ] as const) {
        const picture = draw(pixels, width, height);
        for (const [y, rows] of coverage(38, height).entries()) {
          for (const [x, columns] of coverage(45, width).entries()) {
            const means = [0, 1, 2].map(channel => {
              const along = rows.map((share, row) =>
                columns.reduce(
                  (sum, part, column) => sum + share * part * pixels.data[(row * 45 + column) * 3 + channel]!,
                  0,
                ),
              );
              return along.reduce((sum, value) => sum + value, 0) / level;
            });
            for (const [channel, mean] of means.entries()) {
              const shown = picture[(y * width + x) * 3 + channel]!;
              assert.ok(
                Math.abs(shown - mean) < 0.52,
                `${shown} for ${mean} at ${x}, ${y} of ${width}×${height}`,
              );
            }
          }
        }
      }
    });
  }

  it('refuses a region outside the image', () => {
    const pixels = image([[1, 2]]);
    for (const part of [{ x: 1, width: 2 }, { x: -1 }, { width: 0 }, { x: 0.5, width: 1 }]) {
      assert.throws(
        () => draw(pixels, 1, 1, undefined, part),
        (thrown: unknown) => thrown instanceof DarkroomError && thrown.code === 'bad_argument',
      );
    }
  });
});

describe('a picture of an image that arrives', () => {
  for (const [channels, width, height, across, down] of [
    [3, 64, 48, 20, 15],
    [1, 61, 47, 60, 5],
    [3, 9, 7, 30, 40],
    [4, 33, 29, 16, 28],
  ] as const) {
    it(`is that of the whole one: ${width}×${height} of ${channels} as ${across}×${down}`, () => {
      const whole = noise(width, height, channels, 'uint8');
      const mapping = mappingsOf(whole, [])[0]!;
      const region = { x: 0, y: 0, width, height };
      const pixels = new Uint8Array(across * down * shownChannels(whole));
      const later: Image = { ...whole, data: new Uint8Array(whole.data.length) };
      const size = { width: across, height: down, pixels };
      const picture = new PictureByRows(later, region, size, mapping, laplacianBytes(later));
      const told: number[] = [];
      const statistics = statisticsOf(later, y => {
        const row = width * channels;
        later.data.set(whole.data.subarray(y * row, (y + 1) * row), y * row);
        told.push(picture.advance(y + 1));
      });
      assert.deepEqual(pixels, render(whole, region, across, down, mapping));
      assert.deepEqual(statistics, statisticsOf(whole));
      assert.equal(told.length, height);
      assert.ok(told[0]! < down, 'It is not made of rows that are still to come.');
      assert.equal(told.at(-1), down);
    });
  }
});
