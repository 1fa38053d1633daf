import { setFlagsFromString } from 'node:v8';

/**
 * Sets V8 up for many files with little to do for each, in this process and the threads that it starts. It reads these
 * whenever it decides about them, so that they hold in a process that is running.
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
}
