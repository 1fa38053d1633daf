import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Sets V8 up for many files with little to do for each, in this process and the threads that it starts. It reads these
 * whenever it decides about them, so that they hold in a process that is running.
 *
 * Call it when threads have started: V8 takes Node's own code ready compiled only while its flags are those that it was
 * compiled with, which starts a thread in half the time.
 */
export function setUpV8(): void {
  keepHeapSmall();
  // Eight times its own patience until it optimizes a function: compiling what is not a hot loop never pays in a run.
  setFlagsFromString('--interrupt-budget=540672');
}

/**
 * Has V8 collect what is left behind while there is little of it. Otherwise it lets each thread gather 32 MiB of new
 * objects, and of older ones several times what is alive, before it looks: the more files a run has, the more memory it
 * would seem to need. Pixels are kept elsewhere and counted for themselves.
 */
function keepHeapSmall(): void {
  // The part for new objects keeps the size that it has.
  setFlagsFromString('--semi-space-growth-factor=1');
  // The other is gone through whenever it has grown by this much.
  setFlagsFromString('--heap-growing-percent=30');
  setFlagsFromString('--optimize-for-size');
}

const lookMilliseconds = 500;
const leastGrowth = 3 * 2 ** 20;

/**
 * Has V8 collect what is left behind once the heap of this thread has grown by 3 MiB, and by a quarter of what it has
 * kept. V8 itself waits for 8 MiB at least, however little is alive.
 */
export function collectWhenGrown(): void {
  let collect: (() => void) | undefined;
  let kept = 0;
  const look = () => {
    const grown = getHeapStatistics().used_heap_size - kept;
    if (grown < Math.max(leastGrowth, kept / 4)) return;
    collect ??= collector();
    collect();
    kept = getHeapStatistics().used_heap_size;
  };
  setInterval(look, lookMilliseconds).unref();
}

/** The flag stays set: to take it back would take it from a thread that is about to use it. See also `setUpV8`. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
