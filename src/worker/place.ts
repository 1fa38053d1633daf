/** Which of the things that it was given a busy thread is at, for whoever has to end it. Shared memory, one number. */
export class Place {
  private readonly index: Int32Array;

  constructor(readonly memory: SharedArrayBuffer = new SharedArrayBuffer(4)) {
    this.index = new Int32Array(memory);
  }

  /** From 0. */
  get(): number {
    return Atomics.load(this.index, 0);
  }

  set(index: number): void {
    Atomics.store(this.index, 0, index);
  }
}
