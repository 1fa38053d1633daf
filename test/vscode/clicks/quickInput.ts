import type { Locator, Page } from 'playwright-core';
import { happens } from './happens.ts';

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
  await entry(page, label).click();
}

function entry(page: Page, label: string | RegExp): Locator {
  return widget(page)
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name').filter({ hasText: label }) })
    .first();
}

/** Answers the open input box. */
export async function answer(page: Page, text: string): Promise<void> {
  const box = widget(page).locator('.quick-input-box input');
  await box.fill(text);
  await box.press('Enter');
}

/**
 * Runs a command by its title in the command palette. An editor that is still being opened takes the focus when it is
 * ready, and the palette goes with it: it is opened anew then.
 */
export async function runCommand(page: Page, title: string): Promise<void> {
  const choose = async (timeout: number) => {
    await page.keyboard.press('F1');
    await widget(page).locator('.quick-input-box input').fill(`>${title}`, { timeout });
    await entry(page, title).click({ timeout });
  };
  for (let attempt = 1; attempt < 4; attempt++) if (await happens(choose(5000))) return;
  await choose(5000);
}
