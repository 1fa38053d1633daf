import { abortError } from '../shared/errors.ts';
/**
 * A flag that a thread can see while it is busy: messages would wait until it is done. Shared memory, one number.
 */
export class Cancellation {
  private readonly flag: Int32Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.flag = new Int32Array(memory);
  }

  cancel(): void {
    Atomics.store(this.flag, 0, 1);
  }

  /** To be called before a thread is given new work. */
  reset(): void {
    Atomics.store(this.flag, 0, 0);
  }

  /** @throws AbortError when the present work is no longer wanted. */
  check(): void {
    if (Atomics.load(this.flag, 0) === 1) throw abortError();
  }
}
