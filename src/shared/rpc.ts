import { abortError, fromProblem, toProblem, type Problem } from './errors.ts';

/**
 * Typed requests over any pair of ports (child process, worker thread, webview).
 *
 * Every request ends in a result, a problem or an abort. Aborting the signal rejects at once on this side and aborts
 * the signal that the other side's method was given. Events flow one way and have no answer.
 */
export type Methods<Service> = {
  [Name in keyof Service]: Service[Name] extends (params: infer Params, ...rest: never[]) => infer Result
    ? (params: Params, signal: AbortSignal) => Awaited<Result> | Promise<Awaited<Result>>
    : never;
};

/** A service is an interface of methods from one parameter object to a promise. */
export type Client<Service> = {
  [Name in keyof Service]: Service[Name] extends (params: infer Params, ...rest: never[]) => infer Result
    ? (params: Params, signal?: AbortSignal) => Promise<Awaited<Result>>
    : never;
};

export type WireMessage =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'abort'; readonly id: number }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'problem'; readonly id: number; readonly problem: Problem }
  | { readonly kind: 'event'; readonly name: string; readonly value: unknown };

export interface Port {
  /** `transfer` lists the buffers that may move instead of being copied. */
  send(message: WireMessage, transfer?: readonly ArrayBuffer[]): void;
}

const kinds: ReadonlySet<unknown> = new Set(['request', 'abort', 'result', 'problem', 'event']);

/** Whether something received is a well-formed message; the parameters of a request are the method's to check. */
export function isWireMessage(received: unknown): received is WireMessage {
  if (typeof received !== 'object' || received === null) return false;
  const message = received as Record<string, unknown>;
  if (!kinds.has(message['kind'])) return false;
  if (message['kind'] === 'event') return typeof message['name'] === 'string';
  if (typeof message['id'] !== 'number') return false;
  if (message['kind'] === 'request') return typeof message['method'] === 'string';
  if (message['kind'] === 'problem')
    return typeof message['problem'] === 'object' && message['problem'] !== null;
  return true;
}

/** One end of a wire: calls the other side's methods and answers calls to its own. */
export class Connection {
  private nextId = 1;
  private closedBy: Error | undefined;
  private readonly pending = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (reason: Error) => void }
  >();
  private readonly running = new Map<number, AbortController>();

  constructor(
    private readonly port: Port,
    private readonly methods: Readonly<Record<string, (params: never, signal: AbortSignal) => unknown>> = {},
    private readonly events: Readonly<Record<string, (value: never) => void>> = {},
    /** Buffers inside a result that may be moved to the other side. */
    private readonly transferOf: (value: unknown) => readonly ArrayBuffer[] = () => [],
  ) {}

  /** A typed proxy for the other side's methods. */
  client<Service extends object>(): Client<Service> {
    return new Proxy({} as Client<Service>, {
      get: (_target, method) => {
        if (typeof method !== 'string' || method === 'then') return undefined;
        return (params: unknown, signal?: AbortSignal) => this.request(method, params, signal);
      },
    });
  }

  request(method: string, params: unknown, signal?: AbortSignal): Promise<unknown> {
    if (this.closedBy) return Promise.reject(this.closedBy);
    if (signal?.aborted) return Promise.reject(abortError());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.pending.delete(id);
        this.port.send({ kind: 'abort', id });
        reject(abortError());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      const settle = () => signal?.removeEventListener('abort', onAbort);
      this.pending.set(id, {
        resolve: value => {
          settle();
          resolve(value);
        },
        reject: reason => {
          settle();
          reject(reason);
        },
      });
      try {
        this.port.send({ kind: 'request', id, method, params });
      } catch (thrown) {
        this.take(id)?.reject(thrown as Error);
      }
    });
  }

  emit(name: string, value: unknown): void {
    this.port.send({ kind: 'event', name, value });
  }

  /** To be called with everything that arrives. What is not a message is ignored. */
  receive(received: unknown): void {
    if (!isWireMessage(received)) return;
    switch (received.kind) {
      case 'request':
        void this.answer(received.id, received.method, received.params);
        return;
      case 'abort':
        this.running.get(received.id)?.abort();
        return;
      case 'result':
        this.take(received.id)?.resolve(received.value);
        return;
      case 'problem':
        this.take(received.id)?.reject(fromProblem(received.problem));
        return;
      case 'event':
        if (Object.hasOwn(this.events, received.name)) this.events[received.name]?.(received.value as never);
        return;
    }
  }

  /** The other side is gone: every open request fails with `reason`, and so does every later one. */
  close(reason: Error): void {
    this.closedBy = reason;
    for (const { reject } of this.pending.values()) reject(reason);
    this.pending.clear();
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
  }

  private take(id: number) {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    return pending;
  }

  private async answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    try {
      if (!Object.hasOwn(this.methods, method)) throw new Error(`No method named ${method}.`);
      const value = await this.methods[method]!(params as never, controller.signal);
      if (!controller.signal.aborted) this.port.send({ kind: 'result', id, value }, this.transferOf(value));
    } catch (thrown) {
      if (!controller.signal.aborted) this.port.send({ kind: 'problem', id, problem: toProblem(thrown) });
    } finally {
      this.running.delete(id);
    }
  }
}
