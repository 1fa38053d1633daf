import { parentPort, workerData } from 'node:worker_threads';
import { stopAtCheckpoints } from '../engine/checkpoint.ts';
import { Connection, type WireMessage } from '../shared/rpc.ts';
import { Cancellation } from './cancellation.ts';
import type { ThreadData } from './workerThread.ts';

type Methods = ConstructorParameters<typeof Connection>[1];

/** What a thread was given at its start. */
export const given = workerData as ThreadData;

/** Whether its present work is still wanted; long work of the engine looks for itself. */
export const cancellation = new Cancellation(given.cancellation);

/** Answers requests of the process, one thing at a time. */
export function answer(methods: Methods): Connection {
  stopAtCheckpoints(() => {
    cancellation.check();
  });
  const send = (message: WireMessage, transfer: readonly ArrayBuffer[] = []) => {
    parentPort?.postMessage(message, transfer);
  };
  const connection = new Connection({ send }, methods, {}, movable);
  parentPort?.on('message', message => {
    connection.receive(message);
  });
  return connection;
}

/** Pictures and values are made for one answer and need not be copied. */
function movable(result: unknown): readonly ArrayBuffer[] {
  if (typeof result !== 'object' || result === null) return [];
  return Object.values(result)
    .filter(value => ArrayBuffer.isView(value))
    .flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
}
