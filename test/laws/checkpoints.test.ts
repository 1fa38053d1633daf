import assert from 'node:assert/strict';
import { stopAtCheckpoints } from '../../src/engine/checkpoint.ts';
import { shapeOf } from '../../src/engine/image.ts';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import type { Values } from '../../src/shared/catalogue.ts';
import { DarkroomError } from '../../src/shared/errors.ts';
import { noise } from '../fixtures/image.ts';
import { valuesToTry } from './cases.ts';

/** Operations that are done with 12 megapixels before anybody would stop them, in well under a second. */
const quick: ReadonlySet<string> = new Set([
  ...[
    'orient',
    'resize',
    'resize_longest',
    'resize_shortest',
    'pad',
    'crop',
    'center_crop',
    'flip',
    'rotate90',
  ],
  ...['grayscale', 'background', 'convert', 'channels', 'equalize', 'auto_contrast', 'erase'],
  ...[
    'brightness',
    'contrast',
    'brightness_contrast',
    'exposure',
    'gamma',
    'invert',
    'threshold',
    'posterize',
  ],
  ...['solarize', 'normalize', 'rescale', 'standardize', 'min_max', 'relu', 'flatten', 'dense'],
]);

const image = noise(512, 512, 3, 'uint8');

describe('work on large images can be stopped', () => {
  afterEach(() => {
    stopAtCheckpoints(() => undefined);
  });

  for (const operation of deterministicOperations.filter(({ id }) => !quick.has(id))) {
    it(`${operation.id} goes past checkpoints, and ends at one that says so`, function () {
      this.timeout(60_000);
      const stop = new DOMException('Cancelled.', 'AbortError');
      const busy = valuesToTry(operation).find(values => passed(values) >= 4);
      assert.ok(busy, 'no checkpoints');
      stopAtCheckpoints(() => {
        throw stop;
      });
      assert.throws(
        () => operation.apply(image, busy),
        (thrown: unknown) => thrown === stop,
      );
    });

    function passed(values: Values): number {
      let count = 0;
      stopAtCheckpoints(() => {
        count++;
      });
      try {
        operation.shape(shapeOf(image), values);
      } catch (thrown) {
        if (thrown instanceof DarkroomError) return 0;
        throw thrown;
      }
      assert.ok(operation.apply(image, values).data.length > 0);
      return count;
    }
  }
});
