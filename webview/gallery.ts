import './gallery.css';
import type { GalleryHost } from '../src/shared/gallery.ts';
import { checkedEvents } from './checkedEvents.ts';
import { registerControls } from './controls.ts';
import { galleryEventShapes } from './gallery/hostMessages.ts';
import { restoreMemory, type Memory } from './gallery/memory.ts';
import { GalleryPage } from './gallery/page.ts';
import { connectHost, keeper, keptState } from './host.ts';

registerControls();

const root = document.getElementById('view') ?? document.body;
root.classList.add('page', 'gallery');

const { host, listen } = connectHost<GalleryHost>();
const save = keeper((memory: Memory) => memory);
const page = new GalleryPage(root, host, restoreMemory(keptState()), save);
listen(checkedEvents(galleryEventShapes, page.events));
void page.start();
