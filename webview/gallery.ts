import './gallery.css';
import type { GalleryHost } from '../src/shared/gallery.ts';
import { Connection } from '../src/shared/rpc.ts';
import { registerControls } from './controls.ts';
import { checkedEvents } from './gallery/hostMessages.ts';
import { restoreMemory, type Memory } from './gallery/memory.ts';
import { GalleryPage } from './gallery/page.ts';

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
    api.setState(memory);
  }, saveAfter);
};

const root = document.getElementById('view') ?? document.body;
root.classList.add('page', 'gallery');

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
const page = new GalleryPage(root, connection.client<GalleryHost>(), restoreMemory(api.getState()), save);
Object.assign(events, checkedEvents(page.events));
window.addEventListener('message', event => {
  connection.receive(event.data);
});
void page.start();
