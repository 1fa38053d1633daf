import { Connection, type Client } from '../src/shared/rpc.ts';
import { newestSaved, parseSaved, printSaved } from '../src/shared/savedMemory.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** What a page has changed is kept at once, but no more often than this, in milliseconds. */
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
  /** What has changed since it was kept. */
  let changed: Memory | undefined;
  const keep = (memory: Memory) => {
    const written = printSaved(memory);
    api.setState(parseSaved(written));
    host.keepMemory({ memory: written }).catch(failed);
  };
  const keepChanged = () => {
    timer = undefined;
    if (changed === undefined) return;
    keep(changed);
    changed = undefined;
    timer = setTimeout(keepChanged, savesApart);
  };
  // A page that is hidden is taken away at once.
  window.addEventListener('pagehide', keepChanged);
  return {
    memory: restore(newestSaved(api.getState(), parseSaved(document.body.dataset['memory']))),
    save(memory) {
      changed = memory;
      if (timer === undefined) keepChanged();
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
