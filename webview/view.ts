import './view.css';
import type { ViewHost } from '../src/shared/protocol.ts';
import { checkedEvents } from './checkedEvents.ts';
import { registerControls } from './controls.ts';
import { connectHost, keeper, keptState } from './host.ts';
import { viewEventShapes } from './hostMessages.ts';
import { newestMemory, parseMemory, type Memory } from './memory.ts';
import { Page } from './page.ts';

registerControls();

const root = document.getElementById('view') ?? document.body;
root.classList.add('page');

const { host, listen } = connectHost<ViewHost>();
const save = keeper((memory: Memory) => {
  const saved = { ...memory, savedAt: Date.now() };
  host.keepMemory({ memory: JSON.stringify(saved) }).catch((thrown: unknown) => {
    page.failed(thrown);
  });
  return saved;
});
const memory = newestMemory(keptState(), parseMemory(document.body.dataset['memory']));
const page = new Page(root, host, memory, save);
listen(checkedEvents(viewEventShapes, page.events));
void page.start();
