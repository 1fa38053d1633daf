import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { outOfMemory } from '../shared/errors.ts';
import { Connection } from '../shared/rpc.ts';
import { Cancellation } from './cancellation.ts';
import { Place } from './place.ts';

/** What a thread is given at its start. */
export interface ThreadData {
  readonly cancellation: SharedArrayBuffer;
  /** Where it tells which of several things it is at. */
  readonly place: SharedArrayBuffer;
  /** Memory of the desk that it shares with another thread. */
  readonly desk?: SharedArrayBuffer | undefined;
}

interface ThreadOptions {
  /** Path of the bundled `pixelThread.js` or `datasetThread.js`. */
  readonly entry: string;
  readonly desk?: SharedArrayBuffer | undefined;
  /** Memory for objects, in MiB; as much as the process may have when absent. */
  readonly heapMegabytes?: number | undefined;
  /** Of it for new ones, in MiB; Node's own limit when absent. */
  readonly youngMegabytes?: number | undefined;
  /** Told how many megapixels the present work is about, once the thread knows. */
  readonly onSize: (megapixels: number) => void;
}

/** How long an ended thread may wait for a disk, or for the system. It runs none of our code any more. */
const patienceMilliseconds = 250;

/** One worker thread, doing one thing at a time. */
export class WorkerThread {
  readonly cancellation = new Cancellation();
  readonly place = new Place();
  private readonly worker: Worker;
  private readonly connection: Connection;
  private alive = true;
  private terminatedFor: Error | undefined;

  constructor({ entry, desk, heapMegabytes, youngMegabytes, onSize }: ThreadOptions) {
    const workerData: ThreadData = { desk, cancellation: this.cancellation.memory, place: this.place.memory };
    // The process closes the files that a thread has written, which may have ended by then.
    const worker = new Worker(entry, {
      workerData,
      trackUnmanagedFds: false,
      resourceLimits: {
        ...(youngMegabytes !== undefined && { maxYoungGenerationSizeMb: youngMegabytes }),
        ...(heapMegabytes !== undefined && { maxOldGenerationSizeMb: heapMegabytes }),
      },
    });
    this.worker = worker;
    this.connection = new Connection(
      {
        send: message => {
          worker.postMessage(message);
        },
      },
      {},
      { size: onSize },
    );
    worker.on('message', message => {
      this.connection.receive(message);
    });
    worker.on('error', error => {
      this.end(explain(error));
    });
    worker.on('exit', code => {
      this.end(this.terminatedFor ?? new Error(`A worker thread ended by itself (exit code ${code}).`));
    });
  }

  get isAlive(): boolean {
    return this.alive;
  }

  /** @throws what the method throws; and when the thread dies meanwhile, the reason */
  run(method: string, params: unknown): Promise<unknown> {
    this.cancellation.reset();
    this.place.set(0);
    return this.connection.request(method, params);
  }

  /**
   * Ends the thread wherever it is; its work fails with `reason`. Afterwards none of its code is running. A thread that
   * waits for a disk which does not answer is left to itself: it cannot be ended, and nobody is to wait with it.
   */
  async terminate(reason: Error): Promise<void> {
    this.alive = false;
    this.terminatedFor = reason;
    await Promise.race([this.worker.terminate(), pause(patienceMilliseconds, undefined, { ref: false })]);
    this.end(reason);
  }

  private end(reason: Error): void {
    this.alive = false;
    this.connection.close(reason);
  }
}

function explain(thrown: unknown): Error {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  if (!('code' in error) || error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return outOfMemory(error);
}
