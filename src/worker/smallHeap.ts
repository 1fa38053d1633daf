import { setFlagsFromString } from 'node:v8';

/**
 * Has this process, with the threads that it starts, collect what is left behind while there is little of it. Otherwise
 * V8 lets each thread gather 32 MiB of new objects, and of older ones several times what is alive, before it looks: the
 * more files a run has, the more memory it would seem to need. Pixels are kept elsewhere and counted for themselves.
 *
 * V8 reads both whenever it decides about the size of a heap, so that they hold in a process that is running.
 */
export function keepHeapSmall(): void {
  // The part for new objects keeps the size that it has.
  setFlagsFromString('--semi-space-growth-factor=1');
  // The other is gone through whenever it has grown by this much.
  setFlagsFromString('--heap-growing-percent=30');
}
