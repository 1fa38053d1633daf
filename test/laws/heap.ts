/**
 * Measures what every kernel takes from the heap of objects, and writes a line of JSON a case. The argument tells how
 * many bytes per pixel are few enough to measure a case no further.
 *
 * A process of its own, so that what V8 has learnt about a kernel does not depend on the tests that ran before; with
 * `--no-concurrent-recompilation`, not on how busy the machine is either: loops are compiled where they are hot.
 */
import { GCProfiler, getHeapStatistics } from 'node:v8';
import { shapeOf } from '../../src/engine/image.ts';
import { deterministicOperations } from '../../src/engine/operations/index.ts';
import { DarkroomError } from '../../src/shared/errors.ts';
import { noise } from '../fixtures/image.ts';
import { valuesToTry } from './cases.ts';

const width = 500;
const height = 300;
const fewEnough = Number(process.argv[2]);
/** Calls of a kernel, of which the one that takes least counts: before the last of them V8 has compiled its loops. */
const attempts = 20;

export interface HeapTaken {
  /** Of the operation, or `a list for every pixel`, by which one sees that the measure would see one. */
  readonly id: string;
  readonly what: string;
  readonly bytesPerPixel: number;
}

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

function measure(id: string, what: string, work: () => void): void {
  let bytesPerPixel = Infinity;
  for (let attempt = 0; attempt < attempts && bytesPerPixel > fewEnough; attempt++)
    bytesPerPixel = Math.min(bytesPerPixel, heapTaken(work) / (width * height));
  const taken: HeapTaken = { id, what, bytesPerPixel };
  console.log(JSON.stringify(taken));
}

measure('a list for every pixel', '', () => {
  const lists: object[] = [];
  for (let pixel = 0; pixel < width * height; pixel++) lists.push([pixel, pixel / 3, -pixel]);
});
for (const operation of deterministicOperations) {
  for (const dtype of operation.accepts.dtypes.filter(type => type !== 'uint16')) {
    const input = noise(width, height, 3, dtype);
    for (const values of valuesToTry(operation)) {
      try {
        operation.shape(shapeOf(input), values);
      } catch (thrown) {
        if (thrown instanceof DarkroomError) continue;
        throw thrown;
      }
      measure(operation.id, `${JSON.stringify(values)} of ${dtype}`, () => operation.apply(input, values));
    }
  }
}
