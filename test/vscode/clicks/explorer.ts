import type { Locator, Page } from 'playwright-core';
import { happens } from './happens.ts';

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
    if (await happens(inside.waitFor({ timeout: 4000 }))) return;
    if ((await expanded()) === 'true') await click();
  }
  await inside.waitFor();
}

/** Right-clicks a file or folder and returns the open context menu, which may be that of a row moved meanwhile. */
async function menuAt(
  page: Page,
  path: string,
): Promise<{ readonly menu: Locator; readonly isOfPath: boolean }> {
  const row = await explorerItem(page, path);
  await row.click({ button: 'right' });
  const menu = page.locator('.context-view .monaco-menu').first();
  await menu.waitFor();
  return { menu, isOfPath: await happens(row.and(page.locator('.focused')).waitFor({ timeout: 1000 })) };
}

/** Closes the menu, whatever of it is unfolded. */
async function closeMenu(page: Page): Promise<void> {
  const menu = page.locator('.context-view .monaco-menu').first();
  for (let level = 1; level < 4; level++) {
    await page.keyboard.press('Escape');
    if (await happens(menu.waitFor({ state: 'detached', timeout: 500 }))) return;
  }
  await menu.waitFor({ state: 'detached' });
}

/**
 * Right-clicks a file or folder and returns the open context menu. While files come and go, rows move under the pointer
 * and are used for other files: the menu is opened anew until it is the wanted one's.
 */
export async function contextMenu(page: Page, path: string): Promise<Locator> {
  for (let attempt = 1; attempt < 5; attempt++) {
    const { menu, isOfPath } = await menuAt(page, path);
    if (isOfPath) return menu;
    await closeMenu(page);
  }
  throw new Error(`The Explorer opens the menus of other rows than ${path}.`);
}

/**
 * Right-clicks and follows the menu: `chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Open in Darkroom')`. The Explorer
 * goes along with a file that is being opened, a little after its tab, and closes its menu: it is opened anew then.
 */
export async function chooseFromMenu(page: Page, path: string, ...labels: readonly string[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await contextMenu(page, path);
    try {
      await follow(page, labels, 5000);
      return;
    } catch (thrown) {
      if (attempt === 4) throw thrown;
      await closeMenu(page);
    }
  }
}

async function follow(page: Page, labels: readonly string[], timeout: number): Promise<void> {
  for (const [index, label] of labels.entries()) {
    const exactly = new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
    const item = page
      .locator('.context-view .action-item')
      .filter({ has: page.locator('.action-label', { hasText: exactly }) })
      .last();
    await item.hover({ timeout });
    // A menu takes no clicks in its first 100 ms, so that a double click does not run an entry.
    await page.waitForTimeout(150);
    if (index < labels.length - 1) await item.press('ArrowRight', { timeout });
    else await item.click({ timeout });
  }
}

/** Waits until the editor has read the extension's manifest: menus opened before that lack its entries. */
export async function waitForContributions(page: Page): Promise<void> {
  for (let attempt = 0; attempt < 60; attempt++) {
    const menu = await contextMenu(page, 'home');
    const isThere = (await menu.getByText('Darkroom', { exact: true }).count()) > 0;
    await closeMenu(page);
    if (isThere) return;
    await page.waitForTimeout(250);
  }
  throw new Error('The Explorer has no Darkroom menu on a folder.');
}
