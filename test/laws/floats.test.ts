import assert from 'node:assert/strict';
import { shapeOf, type Image } from '../../src/engine/image.ts';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import { DarkroomError } from '../../src/shared/errors.ts';
import type { Channels } from '../../src/shared/shape.ts';
import { noise } from '../fixtures/image.ts';
import { valuesToTry } from './cases.ts';

const odd = [NaN, Infinity, -Infinity, -0, 3.4e38, -3.4e38, 1e-45];

/** Floats between −1 and 1, with odd ones among them; or nothing but one of those. */
function* oddImages(channels: Channels): Generator<Image> {
  const mixed = noise(12, 9, channels, 'float32');
  for (const [index, value] of odd.entries()) mixed.data.fill(value, index * 7, index * 7 + 2);
  yield mixed;
  for (const value of odd) {
    yield { ...mixed, data: new Float32Array(mixed.data.length).fill(value) };
  }
}

describe('floats that are no numbers, infinite, vast or tiny', () => {
  for (const operation of deterministicOperations) {
    if (!operation.accepts.dtypes.includes('float32')) continue;
    it(`${operation.id} gives a result of the declared shape, or says why not`, () => {
      let count = 0;
      for (const values of valuesToTry(operation)) {
        for (const channels of operation.accepts.channels) {
          for (const input of oddImages(channels)) {
            try {
              const shape = operation.shape(shapeOf(input), values);
              assert.deepEqual(shapeOf(operation.apply(input, values)), shape);
              count++;
            } catch (thrown) {
              if (!(thrown instanceof DarkroomError)) throw thrown;
            }
          }
        }
      }
      assert.ok(count > 0, 'no case was in the domain');
    });
  }
});
