import assert from 'node:assert/strict';
import type { Image } from '../../src/engine/image.ts';
import { shapeOf } from '../../src/engine/image.ts';
import type { Operation } from '../../src/engine/operation.ts';
import { resolveStep } from '../../src/engine/pipeline/resolve.ts';
import { DarkroomError } from '../../src/shared/errors.ts';
import type { Values } from '../../src/shared/catalogue.ts';
import type { Channels, DataType } from '../../src/shared/shape.ts';
import { noise } from '../fixtures/image.ts';

/** The resolved values of every example, and of the defaults where nothing is required; for both libraries. */
export function valuesToTry(operation: Operation): readonly Values[] {
  const isComplete = Object.values(operation.parameters).every(({ required }) => !required);
  const written = [...(isComplete ? [{}] : []), ...operation.examples.map(({ parameters }) => parameters)];
  return (['opencv', 'pillow'] as const).flatMap(match =>
    written.flatMap(parameters => {
      const { values, faults } = resolveStep(operation, parameters, match);
      // An example may ask for a method that only one library has; defaults may need one parameter of several.
      const mayDisagree = match === 'pillow' || Object.keys(parameters).length === 0;
      if (mayDisagree && faults.some(({ code }) => code === 'inconsistent')) return [];
      assert.deepEqual(faults, [], `${operation.id} ${JSON.stringify(parameters)}`);
      return [values];
    }),
  );
}

const sizes: readonly (readonly [width: number, height: number])[] = [
  [1, 1],
  [1, 5],
  [6, 1],
  [7, 5],
  [12, 9],
  [33, 20],
];

/** Noise of every size, type and channel count. */
export function imagesToTry(): readonly Image[] {
  const channels: readonly Channels[] = [1, 3, 4];
  const dtypes: readonly DataType[] = ['uint8', 'uint16', 'float32'];
  return sizes.flatMap(([width, height]) =>
    channels.flatMap(count => dtypes.map(dtype => noise(width, height, count, dtype, width * 31 + height))),
  );
}

/** Calls `check` with every image that the operation says it can work on; counts them. */
export function forEachCase(
  operation: Operation,
  check: (image: Image, values: Values, what: string) => void,
): number {
  let count = 0;
  for (const values of valuesToTry(operation)) {
    for (const image of imagesToTry()) {
      try {
        operation.shape(shapeOf(image), values);
      } catch (thrown) {
        assert.ok(thrown instanceof DarkroomError && thrown.code === 'out_of_domain', String(thrown));
        continue;
      }
      const { width, height, channels } = image;
      check(image, values, `${operation.id} ${JSON.stringify(values)} on ${width}×${height}×${channels}`);
      count++;
    }
  }
  return count;
}
