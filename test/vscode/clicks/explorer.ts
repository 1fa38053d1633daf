import type { Locator, Page } from 'playwright-core';

/** The row of a file or folder of the workspace, with the folders above it unfolded. */
export async function explorerItem(page: Page, path: string): Promise<Locator> {
  const rows = path.split('/').map((name, level) =>
    page
      .getByRole('tree', { name: 'Files Explorer' })
      .locator(`[role=treeitem][aria-level="${level + 1}"]`)
      .filter({ has: page.locator('.label-name').getByText(name, { exact: true }) }),
  );
  // What the pointer rests on shows its path, over the row below.
  await page.mouse.move(0, 0);
  await rows[0]!.waitFor();
  for (const [level, row] of rows.slice(1).entries()) await unfold(page, rows[level]!, row);
  return rows.at(-1)!;
}

/**
 * Clicks on a folder until a row in it is there: while files come and go, the Explorer may forget that a folder was to
 * be unfolded.
 */
async function unfold(page: Page, folder: Locator, inside: Locator): Promise<void> {
  const expanded = () => folder.getAttribute('aria-expanded');
  const click = async () => {
    await folder.click();
    await page.mouse.move(0, 0);
  };
  for (let attempt = 1; attempt < 5; attempt++) {
    if ((await expanded()) === 'false') await click();
    const isThere = await inside.waitFor({ timeout: 4000 }).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    if ((await expanded()) === 'true') await click();
  }
  await inside.waitFor();
}

/** Right-clicks a file or folder and returns the open context menu. */
export async function contextMenu(page: Page, path: string): Promise<Locator> {
  const row = await explorerItem(page, path);
  await row.click({ button: 'right' });
  const menu = page.locator('.context-view .monaco-menu').first();
  await menu.waitFor();
  return menu;
}

/** Right-clicks and follows the menu: `chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Open in Darkroom')`. */
export async function chooseFromMenu(page: Page, path: string, ...labels: readonly string[]): Promise<void> {
  await contextMenu(page, path);
  for (const [index, label] of labels.entries()) {
    const exactly = new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    const item = page
      .locator('.context-view .action-item')
      .filter({ has: page.locator('.action-label', { hasText: exactly }) });
    await item.last().hover();
    // A menu takes no clicks in its first 100 ms, so that a double click does not run an entry.
    await page.waitForTimeout(150);
    if (index < labels.length - 1) await item.last().press('ArrowRight');
    else await item.last().click();
  }
}

/**
 * Waits until the Explorer has gone along with a file that was opened, a little after its tab: a menu that is opened on
 * it meanwhile would be closed.
 */
export async function explorerAt(page: Page, name: string): Promise<void> {
  await page.locator('[role=treeitem][aria-selected=true]').filter({ hasText: name }).waitFor();
}

/** Waits until the editor has read the extension's manifest: menus opened before that lack its entries. */
export async function waitForContributions(page: Page): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const menu = await contextMenu(page, 'home');
    const isThere = (await menu.getByText('Darkroom', { exact: true }).count()) > 0;
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    if (isThere) return;
    await page.waitForTimeout(250);
  }
  throw new Error('The Explorer has no Darkroom menu on a folder.');
}
