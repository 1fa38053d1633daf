import assert from 'node:assert/strict';
import { lookedUp, valuesOf, writeFloats, writePlanes } from '../../../src/engine/color/look-up.ts';
import { shapeOf, withData, type Image, type LookUp } from '../../../src/engine/image.ts';
import { noise } from '../../fixtures/image.ts';

const halved = Uint8Array.from({ length: 256 }, (_value, level) => level / 2);
const inverted = Uint8Array.from({ length: 256 }, (_value, level) => 255 - level);
const times = (factor: number) => Float32Array.from({ length: 256 }, (_value, level) => level * factor);

/** An image that does not let its values be read. */
function sealed(image: Image): Image {
  return Object.defineProperty({ ...image }, 'data', {
    get: () => assert.fail('The values were made.'),
    enumerable: true,
  });
}

describe('images through tables', () => {
  it('have one table for each channel, of bytes or floats', () => {
    for (const channels of [1, 3, 4] as const) {
      const image = noise(7, 5, channels, 'uint8', channels);
      const tables = [0.5, 3, -1, 1].slice(0, channels).map(times);
      const expected = Float32Array.from(image.data, (level, index) => tables[index % channels]![level]!);
      assert.deepEqual(lookedUp(image, tables).data, expected);
      const ofBytes = [halved, inverted, inverted, halved].slice(0, channels);
      const bytes = Uint8Array.from(image.data, (level, index) => ofBytes[index % channels]![level]!);
      assert.deepEqual(lookedUp(image, ofBytes).data, bytes);
    }
  });

  it('have them at every width, in many parts, interleaved or as planes', () => {
    const tables = [0.1, Infinity, -3, NaN].map(times);
    for (const channels of [1, 3, 4] as const) {
      for (const width of [1, 2, 3, 4, 5, 6, 7, 13, 4099]) {
        const bytes = noise(width, 7, channels, 'uint8', width) as LookUp['bytes'];
        const lookUp = { bytes, tables: tables.slice(0, channels) };
        const expected = Float32Array.from(bytes.data, (level, index) => tables[index % channels]![level]!);
        const floats = new Float32Array(bytes.data.length);
        writeFloats(lookUp, floats);
        assert.deepEqual(floats, expected);
        if (channels !== 3) continue;
        writePlanes(lookUp, floats);
        const pixels = width * 7;
        assert.deepEqual(
          floats,
          expected.map((_value, place) => expected[(place % pixels) * 3 + Math.floor(place / pixels)]!),
        );
      }
    }
  });

  it('add tables up, and tell their shape, without making values in between', () => {
    const image = noise(6, 4, 1, 'uint8', 3);
    const first = lookedUp(image, [halved]);
    const last = lookedUp(lookedUp(first, [inverted]), [times(0.25)]);
    assert.equal(last.lookUp?.bytes, image);
    assert.deepEqual(shapeOf(last), { ...shapeOf(image), dtype: 'float32' });
    assert.equal(shapeOf(lookedUp(sealed(image), [halved])).dtype, 'uint8');
    const expected = Float32Array.from(image.data, level => (255 - halved[level]!) * 0.25);
    assert.deepEqual(last.data, expected);
  });

  it('give a run of values by itself', () => {
    const image = noise(6, 4, 3, 'uint8', 4);
    const result = lookedUp(image, [times(1), times(2), times(3)]);
    assert.deepEqual(valuesOf(result, 18, 36), result.data.slice(18, 36));
    assert.deepEqual(valuesOf(image, 18, 36), image.data.subarray(18, 36));
  });

  it('lose their tables in copies with other values', () => {
    const result = lookedUp(noise(2, 2, 1, 'uint8', 5), [halved]);
    assert.equal(withData(result, Uint8Array.of(1, 2, 3, 4)).lookUp, undefined);
    assert.deepEqual({ ...result }.data, result.data);
  });
});
