import type { Locator, Page } from 'playwright-core';

function widget(page: Page): Locator {
  return page.locator('.quick-input-widget:visible');
}

/** The labels of the open pick list, once it has entries. */
export async function pickLabels(page: Page): Promise<readonly string[]> {
  const rows = widget(page).locator('.quick-input-list .monaco-list-row');
  await rows.first().waitFor();
  return rows.locator('.label-name').allTextContents();
}

/** Chooses the entry whose label holds `label` from the open pick list. */
export async function pick(page: Page, label: string | RegExp): Promise<void> {
  const row = widget(page)
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name').filter({ hasText: label }) })
    .first();
  await row.click();
}

/** Answers the open input box. */
export async function answer(page: Page, text: string): Promise<void> {
  const box = widget(page).locator('.quick-input-box input');
  await box.fill(text);
  await box.press('Enter');
}

/** Runs a command by its title in the command palette. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  const box = widget(page).locator('.quick-input-box input');
  await box.waitFor();
  await box.fill(`>${title}`);
  await pick(page, title);
}
