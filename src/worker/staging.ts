import { constants } from 'node:fs';

/** What a file is opened with to be written to directly; 0 where the system, as all but Linux, has no such thing. */
export const directWriting = (constants as { readonly O_DIRECT?: number }).O_DIRECT ?? 0;

/** What disks and systems want direct writing in whole parts of, at most; a power of two. */
const block = 4096;
/** Bytes of results that may wait in a thread's memory. */
const capacity = 8 * 2 ** 20;
/** Below this the system's cache is as quick: measured with 20 kB to 2.4 MB. */
const leastBytes = 2 ** 18;
const mostResults = capacity / leastBytes;

/** A result that waits in its thread's memory to be written. */
export interface Staged {
  /** All of the result, shared by threads; begins at a whole block. */
  readonly bytes: Uint8Array<SharedArrayBuffer>;
  /** Index of its state among the 32-bit numbers that the memory begins with. */
  readonly state: number;
}

const free = 0;
const taken = 1;

/**
 * Memory of a thread for results that another thread writes directly to the disk, past the system's cache: to fill that
 * with what is flushed at once takes more of the processor than to make the result. The memory is WebAssembly's, which
 * begins at a page, as such writing demands. Results lie in a ring, and leave it in the order in which they came.
 */
export class Staging {
  private memory: SharedArrayBuffer | undefined;
  private readonly held: Staged[] = [];
  private next = 0;

  /** @param isDirect whether the system has direct writing */
  constructor(private readonly isDirect = directWriting !== 0) {}

  /**
   * Hands over a result, copied.
   * @returns nothing when there is no room for it, or it had better be written in the common way
   */
  stage(result: Uint8Array): Staged | undefined {
    const { length } = result;
    if (!this.isDirect || length < leastBytes) return undefined;
    const memory = (this.memory ??= sharedPages(capacity + block));
    while (this.held.length > 0 && !isTaken(this.held[0]!)) this.held.shift();
    const start = this.room(roundToBlocks(length));
    if (start === undefined) return undefined;
    const staged = { bytes: new Uint8Array(memory, start, length), state: this.next };
    // To memory that threads share `set` copies word by word, which takes several times as long.
    Buffer.from(memory, start, length).fill(result);
    this.next = (this.next + 1) % mostResults;
    this.held.push(staged);
    Atomics.store(statesOf(staged), staged.state, taken);
    return staged;
  }

  /** Where so many bytes begin. What is free lies either around the ends, or between the last and the first. */
  private room(length: number): number | undefined {
    const [first, last] = [this.held[0]?.bytes, this.held.at(-1)?.bytes];
    const [begin, end] = [block, block + capacity];
    if (!first || !last) return length <= capacity ? begin : undefined;
    const from = last.byteOffset + roundToBlocks(last.length);
    if (from <= first.byteOffset) return from + length <= first.byteOffset ? from : undefined;
    if (from + length <= end) return from;
    return begin + length <= first.byteOffset ? begin : undefined;
  }
}

/** The same bytes and what fills their last block, whatever that is. */
export function wholeBlocks({ buffer, byteOffset, length }: Staged['bytes']): Uint8Array {
  return new Uint8Array(buffer, byteOffset, roundToBlocks(length));
}

/** Gives the room back, in whichever thread. */
export function release(staged: Staged): void {
  Atomics.store(statesOf(staged), staged.state, free);
}

function isTaken(staged: Staged): boolean {
  return Atomics.load(statesOf(staged), staged.state) === taken;
}

function statesOf({ bytes }: Staged): Int32Array {
  return new Int32Array(bytes.buffer, 0, mostResults);
}

function roundToBlocks(length: number): number {
  return Math.ceil(length / block) * block;
}

function sharedPages(bytes: number): SharedArrayBuffer {
  const pages = Math.ceil(bytes / 65536);
  const { buffer } = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  return buffer as unknown as SharedArrayBuffer;
}
