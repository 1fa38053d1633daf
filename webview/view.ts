import './view.css';
import type { ViewHost } from '../src/shared/protocol.ts';
import { Connection } from '../src/shared/rpc.ts';
import { registerControls } from './controls.ts';
import { checkedEvents } from './hostMessages.ts';
import { newestMemory, parseMemory, type Memory } from './memory.ts';
import { Page } from './page.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** State is saved when it has not changed for this long, in milliseconds. */
const saveAfter = 100;

const api = acquireVsCodeApi();
registerControls();

let saving: ReturnType<typeof setTimeout> | undefined;
const save = (memory: Memory) => {
  clearTimeout(saving);
  saving = setTimeout(() => {
    const saved = { ...memory, savedAt: Date.now() };
    api.setState(saved);
    host.keepMemory({ memory: JSON.stringify(saved) }).catch((thrown: unknown) => {
      page.failed(thrown);
    });
  }, saveAfter);
};

const root = document.getElementById('view') ?? document.body;
root.classList.add('page');

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
const host = connection.client<ViewHost>();
const memory = newestMemory(api.getState(), parseMemory(document.body.dataset['memory']));
const page = new Page(root, host, memory, save);
Object.assign(events, checkedEvents(page.events));
window.addEventListener('message', event => {
  connection.receive(event.data);
});
void page.start();
