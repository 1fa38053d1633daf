import assert from 'node:assert/strict';
import { GCProfiler, getHeapStatistics } from 'node:v8';
import { shapeOf } from '../../src/engine/image.ts';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import { DarkroomError } from '../../src/shared/errors.ts';
import { noise } from '../fixtures/image.ts';
import { valuesToTry } from './cases.ts';

/** Bytes that `work` takes from the heap of objects, collected meanwhile or not. Typed arrays' values lie elsewhere. */
function heapTaken(work: () => void): number {
  const profiler = new GCProfiler();
  const used = () => getHeapStatistics().used_heap_size;
  profiler.start();
  let since = used();
  work();
  const end = used();
  let taken = 0;
  for (const { beforeGC, afterGC } of profiler.stop().statistics) {
    taken += beforeGC.heapStatistics.usedHeapSize - since;
    since = afterGC.heapStatistics.usedHeapSize;
  }
  return taken + end - since;
}

const width = 500;
const height = 300;
/**
 * Per pixel. A list of its three channels takes 72 bytes at least. Less may be V8's own doing: until a loop has been
 * compiled, every fraction that it reads is an object of 16 bytes.
 */
const most = 64 * width * height;
/** Milliseconds in which V8 is to have compiled a loop, on a busy machine too. */
const patience = 8000;

describe('no kernel makes an object for every pixel', () => {
  it('and the measure would see one', () => {
    const objects: object[] = [];
    const taken = heapTaken(() => {
      for (let pixel = 0; pixel < width * height; pixel++) objects.push([pixel, pixel / 3, -pixel]);
    });
    assert.equal(objects.length, width * height);
    assert.ok(taken > most, `${taken} bytes`);
  });

  for (const operation of deterministicOperations) {
    it(operation.id, function () {
      this.timeout(60_000);
      for (const dtype of operation.accepts.dtypes.filter(type => type !== 'uint16')) {
        const input = noise(width, height, 3, dtype);
        for (const values of valuesToTry(operation)) {
          try {
            operation.shape(shapeOf(input), values);
          } catch (thrown) {
            if (thrown instanceof DarkroomError) continue;
            throw thrown;
          }
          const start = Date.now();
          let least = Infinity;
          while (least > most && Date.now() < start + patience) {
            least = Math.min(
              least,
              heapTaken(() => operation.apply(input, values)),
            );
          }
          const perPixel = (least / (width * height)).toFixed(1);
          assert.ok(least <= most, `${JSON.stringify(values)} of ${dtype}: ${perPixel} bytes per pixel`);
        }
      }
    });
  }
});
