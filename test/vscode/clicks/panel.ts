import type { Page } from 'playwright-core';

/** Waits until the panel (problems, output) shows all of these texts. Spaces do not count: long lines are wrapped. */
export async function panelHolding(page: Page, ...texts: readonly string[]): Promise<void> {
  const panel = page.locator('.part.panel');
  const bare = (text: string) => text.replaceAll(/\s/g, '');
  const end = Date.now() + 20_000;
  let shown = '';
  while (Date.now() < end) {
    shown = (await panel.allInnerTexts()).join('');
    if (texts.every(text => bare(shown).includes(bare(text)))) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`The panel does not show ${texts.join(', ')} but:\n${shown}`);
}
