import type { FrameLocator, Page } from 'playwright-core';
import { happens } from './happens.ts';
import { runCommand } from './quickInput.ts';

/** The Darkroom page inside the visible webview: the workbench puts two frames around it. */
export function webview(page: Page): FrameLocator {
  return page.locator('iframe.webview.ready:visible').last().contentFrame().frameLocator('#active-frame');
}

/**
 * Waits for the frame that the editor puts around a page. Now and then it does not get that ready, long before it asks
 * for the page: it is told to load it again then, which is printed. A page that stays empty inside is a failure.
 */
export async function framed(page: Page): Promise<void> {
  const frame = page.locator('iframe.webview.ready:visible').last();
  if (await happens(frame.waitFor({ timeout: 8000 }))) return;
  console.log('The editor has no frame ready for a page and is told to load it again.');
  await runCommand(page, 'Developer: Reload Webviews');
  await frame.waitFor();
}

/** Waits until the page has nothing more to do and returns its canvas as a data address. */
export async function picture(page: Page): Promise<string> {
  const view = webview(page);
  const canvas = view.locator('.stage canvas');
  await canvas.waitFor();
  let last = '';
  for (let attempt = 0; attempt < 80; attempt++) {
    await view.locator('.progress').waitFor({ state: 'hidden' });
    const now = await canvas.evaluate(element => (element as HTMLCanvasElement).toDataURL());
    // Two looks further apart than the finer picture waits for after a movement.
    if (now === last) return now;
    last = now;
    await page.waitForTimeout(250);
  }
  throw new Error('The picture does not come to rest.');
}

/** A picture other than `before`: for changes that take a moment to begin. */
export async function changedPicture(page: Page, before: string): Promise<string> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const now = await picture(page);
    if (now !== before) return now;
  }
  throw new Error('The picture does not change.');
}

/** The statistics table: figures by name, one list over the channels for each column. */
export async function statisticsTable(
  page: Page,
): Promise<Readonly<Record<string, { before: string[]; after: string[] }>>> {
  const rows = webview(page).locator('table.statistics tr[data-figure]');
  await rows.first().waitFor();
  const table: Record<string, { before: string[]; after: string[] }> = {};
  for (const [figure, before, after] of await rows.evaluateAll(elements =>
    elements.map(element => [
      element.getAttribute('data-figure') ?? '',
      ...[...element.querySelectorAll('td')].map(cell => cell.textContent.trim()),
    ]),
  )) {
    const entry = (table[figure!] ??= { before: [], after: [] });
    entry.before.push(before!);
    entry.after.push(after!);
  }
  return table;
}
