import type { Page } from 'playwright-core';
import { webview } from './webview.ts';

/** Drags a slider of the form that stands at `from` over other places, as fractions of its length. */
export async function dragSlider(
  page: Page,
  name: string,
  from: number,
  places: readonly number[],
): Promise<void> {
  const slider = webview(page).locator(`input[aria-label="${name}: slider"]`);
  await slider.scrollIntoViewIfNeeded();
  const box = (await slider.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  for (const place of places) {
    await page.mouse.move(box.x + box.width * place, y);
    await page.waitForTimeout(250);
  }
  await page.mouse.up();
}
