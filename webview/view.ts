import './view.css';
import type { ViewHost } from '../src/shared/protocol.ts';
import { checkedEvents } from './checkedEvents.ts';
import { registerControls } from './controls.ts';
import { connectHost, pageMemory } from './host.ts';
import { viewEventShapes } from './hostMessages.ts';
import { restoreMemory } from './memory.ts';
import { Page } from './page.ts';

registerControls();

const root = document.getElementById('view') ?? document.body;
root.classList.add('page');

const { host, listen } = connectHost<ViewHost>();
const { memory, save } = pageMemory(restoreMemory, host, thrown => {
  page.failed(thrown);
});
const page = new Page(root, host, memory, save);
listen(checkedEvents(viewEventShapes, page.events));
void page.start();
