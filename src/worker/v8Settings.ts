import type { Session } from 'node:inspector/promises';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/**
 * Sets V8 up for many files with little to do for each, in this process and the threads that it starts. It reads these
 * whenever it decides about them, so that they hold in a process that is running.
 *
 * Call it when threads have started: V8 takes Node's own code ready compiled only while its flags are those that it was
 * compiled with, which starts a thread in half the time.
 */
export function setUpV8(): void {
  // Has it collect what is left behind whenever the heap has grown by this much. Otherwise it lets each thread gather
  // several times what is alive before it looks: the more files a run has, the more memory it would seem to need. Pixels
  // are kept elsewhere and counted for themselves.
  setFlagsFromString('--heap-growing-percent=30');
  // Eight times its own patience until it optimizes a function: compiling what is not a hot loop never pays in a run.
  setFlagsFromString('--interrupt-budget=540672');
  // The room for new objects keeps its size: little of what is made for a file stays alive.
  setFlagsFromString('--semi-space-growth-factor=1');
}

/**
 * Lets V8 give new objects more room again, in all threads of this process, for work that makes and keeps them by the
 * million. A full collection for each MiB would take most of its time.
 */
export function leaveRoomForNew(): void {
  setFlagsFromString('--semi-space-growth-factor=2');
}

const lookMilliseconds = 100;
/** Collecting at 3 MiB takes a twentieth of the time of a run. */
const leastGrowth = 4 * 2 ** 20;

/**
 * As `collectIfGrown`, looking ten times a second. Where Node has no inspector, all is left to V8.
 *
 * @param toLoad bytes of code that is still to be loaded: to collect then finds little, and who has started waits
 */
export function collectWhenGrown(toLoad = 0): void {
  kept = getHeapStatistics().total_heap_size + toLoad;
  const timer = setInterval(() => {
    collectIfGrown().catch(() => {
      clearInterval(timer);
    });
  }, lookMilliseconds).unref();
}

/** What the heap of this thread took when that was last seen to, in bytes. */
let kept = 0;
let collecting: Promise<void> | undefined;

/**
 * Has V8 give back memory when what the heap of this thread takes has grown by so many bytes, and by a quarter of what
 * it took when that was last done. By itself, V8 waits for 8 MiB at least, and keeps the room for new objects that it
 * once needed, as when thousands of files are planned. It takes about 20 ms.
 * @throws when Node was built without inspector
 */
export async function collectIfGrown(by = leastGrowth): Promise<void> {
  const taken = getHeapStatistics().total_heap_size;
  if (taken - kept < Math.max(by, kept / 4)) return;
  collecting ??= collect().finally(() => {
    kept = getHeapStatistics().total_heap_size;
    collecting = undefined;
  });
  await collecting;
}

let session: Session | undefined;

/** Unlike the `gc` of `--expose-gc`, what the inspector does for its button also shrinks the room for new objects. */
async function collect(): Promise<void> {
  if (!session) {
    const { Session } = await import('node:inspector/promises');
    session = new Session();
    session.connect();
  }
  await session.post('HeapProfiler.collectGarbage');
}
