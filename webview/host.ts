import { Connection, type Client } from '../src/shared/rpc.ts';
import { newestSaved, parseSaved, printSaved } from '../src/shared/savedMemory.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The host is told what a page has changed at once, but no more often than this, in milliseconds. */
const savesApart = 100;

const api = acquireVsCodeApi();

/**
 * What the page before this one remembered of itself, and a way to keep more: for when this page is hidden, and, by the
 * host, for when the window is loaded again.
 */
export function pageMemory<Memory extends object>(
  restore: (saved: unknown) => Memory,
  host: { keepMemory(params: { memory: string }): Promise<void> },
  failed: (thrown: unknown) => void,
): { readonly memory: Memory; readonly save: (memory: Memory) => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What the host has not been told. */
  let untold: string | undefined;
  const tellHost = () => {
    timer = undefined;
    if (untold === undefined) return;
    host.keepMemory({ memory: untold }).catch(failed);
    untold = undefined;
    timer = setTimeout(tellHost, savesApart);
  };
  window.addEventListener('pagehide', tellHost);
  return {
    memory: restore(newestSaved(api.getState(), parseSaved(document.body.dataset['memory']))),
    save(memory) {
      untold = printSaved(memory);
      // A page that is hidden is taken away at once, and what it says then may be lost.
      api.setState(parseSaved(untold));
      if (timer === undefined) tellHost();
    },
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
