import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { GalleryHarnessOptions } from '../webview/galleryHarness.ts';
import { PageServer } from '../webview/openPage.ts';
import { makePhotographs } from './photographs.ts';
import { machine, median, printTable } from './tools.ts';

const defaultImages = 100_000;
const size = { width: 160, height: 120 };
const screen = { width: 1280, height: 900 };
/** Of one thumbnail, with as many at once as in the editor. */
const milliseconds = 15;
const frames = 300;
/** Pixels in a frame, of 60 a second: a wheel that is turned, and a scroll bar that is dragged. */
const speeds = [
  ['turning the wheel', 30],
  ['dragging, a screen in three frames', 300],
] as const;
const jumps = [0.5, 0.9, 0.1, 0.7, 0.3, 1, 0.2, 0.8, 0.4, 0.6] as const;

/** The gallery's page in Chromium, with a host that has its thumbnails ready after a moment. */
export async function benchGalleryPage(images = defaultImages): Promise<void> {
  const options: GalleryHarnessOptions = {
    images,
    classes: 20,
    pictures: await pictures(),
    size,
    milliseconds,
  };
  const server = await PageServer.start('webview/gallery.ts', 'test/webview/galleryHarness.ts');
  try {
    const { page, errors } = await server.openWith({ galleryOptions: options }, screen, '.tile img');
    await page
      .getByText(`${images.toLocaleString('en')} images`)
      .first()
      .waitFor();
    console.log(
      `\nPage of a gallery with ${images} images, ${screen.width}×${screen.height}, thumbnails after ${milliseconds} ms`,
    );
    console.log(`${machine()}\n`);
    await scrolling(page);
    const times: number[] = [];
    for (const part of jumps) times.push(await page.evaluate(to => window.galleryHarness.jump(to), part));
    console.log(
      `\nJump to a far place, to all pictures in sight: median ${median(times).toFixed(0)} ms, highest ${Math.max(...times).toFixed(0)} ms`,
    );
    console.log(`Memory of scripts afterwards: ${((await heap(page)) / 2 ** 20).toFixed(0)} MiB`);
    if (errors.length > 0) throw new Error(errors.join('\n'));
  } finally {
    await server.stop();
  }
}

async function scrolling(page: Page): Promise<void> {
  const rows: string[][] = [];
  for (const [title, pixels] of speeds) {
    const measured = await page.evaluate(
      ([distance, count]) => window.galleryHarness.scroll(distance, count),
      [pixels, frames] as const,
    );
    const sorted = measured.frames.toSorted((one, other) => one - other);
    const at = (part: number) => `${sorted[Math.floor((sorted.length - 1) * part)]!.toFixed(1)} ms`;
    const late = sorted.filter(time => time > 34).length;
    rows.push([title, at(0.5), at(0.95), at(1), `${late} of ${sorted.length}`, String(measured.tiles)]);
  }
  printTable(['', 'frame, median', '95 %', 'longest', 'late by a frame', 'most tiles in the page'], rows);
}

async function heap(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

async function pictures(): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-bench-'));
  try {
    await makePhotographs(folder, 40, size.width, size.height);
    return readdirSync(folder).map(name => readFileSync(join(folder, name)).toString('base64'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
