import type { Locator, Page } from 'playwright-core';
import { explorerItem } from './explorer.ts';

/** Opens a file of the workspace in the editor that is its default one. */
export async function openFile(page: Page, path: string): Promise<void> {
  const row = await explorerItem(page, path);
  await row.dblclick();
  await page.getByRole('tab', { name: path.split('/').at(-1)!, selected: true }).waitFor();
}

export function textEditor(page: Page): Locator {
  return page.locator('.editor-instance .monaco-editor[role=code]').first();
}

/** Replaces the whole text as a person would: select all, type over. */
export async function replaceText(page: Page, text: string): Promise<void> {
  await textEditor(page).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+a');
  // Inserted at once, so that no automatic indentation or bracket is added.
  await page.keyboard.insertText(text);
  await page.keyboard.press('ControlOrMeta+Home');
}
