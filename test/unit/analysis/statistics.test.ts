import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { statisticsOf } from '../../../src/engine/analysis/statistics.ts';
import { allocate, type Image } from '../../../src/engine/image.ts';
import type { Channels, DataType } from '../../../src/shared/shape.ts';
import { image, noise } from '../../fixtures/image.ts';

interface NumpyCase {
  readonly dtype: DataType;
  readonly width: number;
  readonly height: number;
  readonly channels: Channels;
  readonly data: readonly number[];
  readonly figures: Readonly<Record<FigureName, readonly number[]>> & { readonly counts: number[][] };
}

const figureNames = [
  'minimum',
  'maximum',
  'mean',
  'standardDeviation',
  'median',
  'entropy',
  'clippedLow',
  'clippedHigh',
] as const;
type FigureName = (typeof figureNames)[number];

function imageOf({ dtype, width, height, channels, data }: NumpyCase): Image {
  const pixels = allocate(dtype, data.length);
  pixels.set(data);
  return { data: pixels, width, height, channels, orientation: 1 };
}

describe('statistics', () => {
  it('are NumPy’s', () => {
    const path = new URL('numpy_statistics.json.gz', import.meta.url);
    const cases = JSON.parse(gunzipSync(readFileSync(path)).toString()) as NumpyCase[];
    assert.ok(cases.length > 10);
    for (const [index, numpy] of cases.entries()) {
      const statistics = statisticsOf(imageOf(numpy));
      for (const name of figureNames) {
        numpy.figures[name].forEach((expected, channel) => {
          const got = statistics[name][channel]!;
          const what = `case ${index}, ${name}, channel ${channel}: got ${got}, expected ${expected}`;
          assert.ok(Math.abs(got - expected) <= 1e-12 * Math.max(1, Math.abs(expected)), what);
        });
      }
      assert.deepEqual(
        statistics.histogram.counts.map(counts => Array.from(counts)),
        numpy.figures.counts,
        `case ${index}`,
      );
    }
  });

  it('are what a person works out', () => {
    const statistics = statisticsOf(image([[0, 0, 255, 1]]));
    assert.deepEqual(statistics.minimum, [0]);
    assert.deepEqual(statistics.maximum, [255]);
    assert.deepEqual(statistics.mean, [64]);
    assert.deepEqual(statistics.median, [0.5]);
    assert.deepEqual(statistics.standardDeviation, [Math.sqrt((2 * 64 ** 2 + 191 ** 2 + 63 ** 2) / 4)]);
    assert.deepEqual(statistics.entropy, [1.5]);
    assert.deepEqual([statistics.clippedLow, statistics.clippedHigh], [[0.5], [0.25]]);
    assert.deepEqual([statistics.histogram.low, statistics.histogram.high], [0, 255]);
  });

  it('count entropy in as many bins for 16 bits as for 8, so that both compare', () => {
    const bytes = noise(40, 30, 3, 'uint8');
    // All that is finer than a byte is different in every pixel.
    const words = {
      ...bytes,
      data: Uint16Array.from(bytes.data, (value, index) => value * 256 + (index % 256)),
    };
    assert.deepEqual(statisticsOf(words).entropy, statisticsOf(bytes).entropy);
  });

  it('keep channels apart, alpha too', () => {
    const statistics = statisticsOf(
      image([
        [
          [1, 10, 100, 255],
          [3, 30, 200, 255],
        ],
      ]),
    );
    assert.deepEqual(statistics.mean, [2, 20, 150, 255]);
    assert.deepEqual(statistics.standardDeviation, [1, 10, 50, 0]);
  });

  it('count what is not finite and leave it out', () => {
    const statistics = statisticsOf(image([[NaN, 1, Infinity, 3, -Infinity]], 'float32'));
    assert.deepEqual(statistics.notFinite, [3]);
    assert.deepEqual([statistics.minimum, statistics.maximum, statistics.mean], [[1], [3], [2]]);
    assert.deepEqual([statistics.median, statistics.standardDeviation], [[2], [1]]);
    assert.equal(
      statistics.histogram.counts[0]!.reduce((sum, count) => sum + count),
      2,
    );
  });

  it('survive a channel without a finite value', () => {
    const pixel = { ...image([[[1, 2, 3]]], 'float32'), data: Float32Array.of(NaN, 2, Infinity) };
    const statistics = statisticsOf(pixel);
    assert.deepEqual(statistics.mean, [NaN, 2, NaN]);
    assert.deepEqual(statistics.median, [NaN, 2, NaN]);
    assert.deepEqual(statistics.minimum, [NaN, 2, NaN]);
    assert.deepEqual(statistics.entropy, [0, 0, 0]);
    const nothing = statisticsOf(image([[NaN, NaN]], 'float32'));
    assert.deepEqual([nothing.histogram.low, nothing.histogram.high], [0, 0]);
    assert.deepEqual([nothing.clippedLow, nothing.clippedHigh, nothing.notFinite], [[0], [0], [2]]);
  });

  it('find the exact median of signed floats, as sorting does', () => {
    for (const [width, height] of [
      [31, 17],
      [32, 17],
      [1, 1],
      [2, 1],
    ] as const) {
      const pixels = noise(width, height, 3, 'float32');
      statisticsOf(pixels).median.forEach((median, channel) => {
        const sorted = Float64Array.from(pixels.data.filter((_value, index) => index % 3 === channel)).sort();
        const middle = (sorted.length - 1) / 2;
        assert.equal(median, (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2);
      });
    }
    assert.deepEqual(statisticsOf(image([[-5, -3, 0, 1e-40, 2]], 'float32')).median, [0]);
  });

  it('stay sound where the spread is small against the mean', () => {
    const values = Array.from({ length: 1000 }, (_value, index) => 16000 + (index % 2) / 512);
    const statistics = statisticsOf(image([values], 'float32'));
    assert.equal(statistics.mean[0], 16000 + 1 / 1024);
    assert.ok(Math.abs(statistics.standardDeviation[0]! - 1 / 1024) < 1e-15);
  });

  it('put floats at the edge of a bin into the bin above it', () => {
    const { counts } = statisticsOf(image([[0, 49, 98]], 'float32')).histogram;
    const filled = [...counts[0]!.keys()].filter(bin => counts[0]![bin]! > 0);
    assert.deepEqual(filled, [0, 128, 255]);
  });

  it('put a constant float image into one bin', () => {
    const statistics = statisticsOf(image([[0.25, 0.25]], 'float32'));
    assert.deepEqual([statistics.histogram.low, statistics.histogram.high], [0.25, 0.25]);
    assert.equal(statistics.histogram.counts[0]![0], 2);
    assert.deepEqual(statistics.entropy, [0]);
  });

  it('work on a vector and on a part of a larger buffer', () => {
    const buffer = new Float32Array([9, 1, 2, 4, 9]);
    const vector: Image = {
      data: buffer.subarray(1, 4),
      width: 3,
      height: 1,
      channels: 1,
      orientation: 1,
      vector: true,
    };
    const statistics = statisticsOf(vector);
    assert.deepEqual([statistics.median, statistics.maximum], [[2], [4]]);
    assert.equal(statistics.shape.vector, true);
  });
});
