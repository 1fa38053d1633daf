import './gallery.css';
import type { GalleryHost } from '../src/shared/gallery.ts';
import { checkedEvents } from './checkedEvents.ts';
import { registerControls } from './controls.ts';
import { galleryEventShapes } from './gallery/hostMessages.ts';
import { restoreMemory } from './gallery/memory.ts';
import { GalleryPage } from './gallery/page.ts';
import { connectHost, pageMemory } from './host.ts';

registerControls();

const root = document.getElementById('view') ?? document.body;
root.classList.add('page', 'gallery');

const { host, listen } = connectHost<GalleryHost>();
const { memory, save } = pageMemory(restoreMemory, host, thrown => {
  page.failed(thrown);
});
const page = new GalleryPage(root, host, memory, save);
listen(checkedEvents(galleryEventShapes, page.events));
void page.start();
