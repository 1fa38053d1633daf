import assert from 'node:assert/strict';
import { allocate, type Image } from '../../../src/engine/image.ts';
import { addField } from '../../../src/engine/noise/gaussian.ts';
import { addNoise } from '../../../src/engine/operations/drawn/add_noise.ts';
import type { Channels } from '../../../src/shared/shape.ts';
import { applied } from '../../fixtures/applied.ts';
import { noise } from '../../fixtures/image.ts';

/** An even image, far from both ends of its range. */
function even(width: number, height: number, channels: Channels): Image {
  const data = allocate('float32', width * height * channels).fill(0.5);
  return { data, width, height, channels, orientation: 1 };
}

/** The noise itself, per value of an even image, in standard deviations. */
function fieldOf(width: number, height: number, channels: Channels, written: object): Float64Array {
  const { data } = applied(addNoise, { std: 0.05, ...written }, even(width, height, channels));
  return Float64Array.from(data, value => (value - 0.5) / 0.05);
}

/** Mean product of values that stand `distance` apart. */
function correlation(field: Float64Array, distance: number): number {
  let sum = 0;
  for (let index = distance; index < field.length; index++) sum += field[index]! * field[index - distance]!;
  return sum / (field.length - distance);
}

describe('add_noise', () => {
  const [width, height] = [400, 300];
  const field = fieldOf(width, height, 3, { key: 99 });
  // One standard error of a mean; all bounds are five of them.
  const error = 1 / Math.sqrt(field.length);

  it('adds noise of the mean and the standard deviation that it is given', () => {
    const mean = field.reduce((sum, value) => sum + value, 0) / field.length;
    const variance = field.reduce((sum, value) => sum + value ** 2, 0) / field.length;
    assert.ok(Math.abs(mean) < 5 * error, `mean ${mean}`);
    assert.ok(Math.abs(variance - 1) < 5 * Math.SQRT2 * error, `variance ${variance}`);
    const shifted = fieldOf(100, 100, 1, { mean: 0.1, key: 3 });
    const offset = shifted.reduce((sum, value) => sum + value, 0) / shifted.length;
    assert.ok(Math.abs(offset - 2) < 5 / 100, `mean ${offset}`);
  });

  it('is normally distributed', () => {
    for (const [bound, share] of [
      [0.5, 0.382925],
      [1, 0.682689],
      [2, 0.9545],
      [3, 0.9973],
      [4, 0.99993666],
    ] as const) {
      const count = field.filter(value => Math.abs(value) < bound).length;
      const deviation = Math.sqrt(field.length * share * (1 - share));
      assert.ok(Math.abs(count - field.length * share) < 5 * deviation, `${count} within ${bound}`);
    }
    const above = field.filter(value => value > 0).length;
    assert.ok(Math.abs(above - field.length / 2) < 2.5 * Math.sqrt(field.length), `${above} above 0`);
  });

  it('is independent between channels, neighbours, rows and keys', () => {
    const apart = [1, 2, 3, 6, 12, 3 * width, 4096, 3 * 4096];
    for (const distance of apart) {
      const found = correlation(field, distance);
      assert.ok(Math.abs(found) < 5 * error, `${found} at ${distance}`);
    }
    for (const key of [98, 100, 99 + 2 ** 31]) {
      const other = fieldOf(width, height, 3, { key });
      const found = field.reduce((sum, value, index) => sum + value * other[index]!, 0) / field.length;
      assert.ok(Math.abs(found) < 5 * error, `${found} with key ${key}`);
    }
  });

  it('gives the same noise for the same key', () => {
    const input = noise(70, 80, 3, 'uint8');
    const once = applied(addNoise, { key: 4 }, input);
    assert.deepEqual(applied(addNoise, { key: 4 }, input).data, once.data);
    assert.notDeepEqual(applied(addNoise, { key: 5 }, input).data, once.data);
  });

  it('shares the noise of a pixel between its colours when told, and leaves alpha', () => {
    const { data } = applied(addNoise, { per_channel: false, std: 0.05, key: 1 }, even(60, 70, 4));
    const values = new Set<number>();
    for (let index = 0; index < data.length; index += 4) {
      assert.equal(data[index + 1], data[index]);
      assert.equal(data[index + 2], data[index]);
      assert.equal(data[index + 3], 0.5);
      values.add(data[index]!);
    }
    assert.ok(values.size > 4000);
  });

  it('cuts the fraction of the noise off for integers, and clips', () => {
    const input = Uint8Array.of(100, 100, 100, 100, 250, 5);
    const output = new Uint8Array(6);
    addField(input, output, 1, Float32Array.of(1.9, -1.9, 0.9, -0.9, 5.9, -5.9), 1);
    assert.deepEqual(Array.from(output), [101, 99, 100, 100, 255, 0]);
    const floats = new Float32Array(3);
    addField(Float32Array.of(0.5, 0.5, 0.5), floats, 3, Float32Array.of(0.25, 0.75, -0.75), 3);
    assert.deepEqual(Array.from(floats), [0.75, 1, 0]);
  });
});
