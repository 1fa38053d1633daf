import { Connection, type Client } from '../src/shared/rpc.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** What a page has changed is kept when it has not changed for this long, in milliseconds. */
const saveAfter = 100;

const api = acquireVsCodeApi();

/** What this page kept before it was hidden or loaded again. */
export function keptState(): unknown {
  return api.getState();
}

/** Keeps the state that is given last, a moment later. @param keep what becomes of it beside being kept for this page */
export function keeper<State>(keep: (state: State) => unknown): (state: State) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return state => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      api.setState(keep(state));
    }, saveAfter);
  };
}

/** The wire to the extension host. Its events are taken from when `listen` is called. */
export function connectHost<Host extends object>(): {
  readonly host: Client<Host>;
  readonly listen: (events: Readonly<Record<string, (value: never) => void>>) => void;
} {
  const events: Record<string, (value: never) => void> = {};
  const connection = new Connection(
    {
      send: message => {
        api.postMessage(message);
      },
    },
    {},
    events,
  );
  return {
    host: connection.client<Host>(),
    listen(handlers) {
      Object.assign(events, handlers);
      window.addEventListener('message', event => {
        connection.receive(event.data);
      });
    },
  };
}
