import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFromMenu } from './explorer.ts';
import { galleryOf } from './galleryPage.ts';
import { useWorkbench } from './session.ts';
import { tabIsStored } from './stored.ts';
import { webview } from './webview.ts';

/** Starting the editor and the extension anew takes a while. */
const reloaded = { timeout: 60_000 };

describe('what a gallery remembers', function () {
  this.timeout(150_000);
  const session = useWorkbench(workspace =>
    cp(join(workspace, 'space'), join(workspace, 'other', 'home'), { recursive: true }),
  );
  const { open, tiles, tile, shown, settled, lookThrough } = galleryOf(session);

  const choice = (id: string, value: string | RegExp) =>
    webview(session.page).locator(`${id} [part=selected-value]`).filter({ hasText: value }).waitFor(reloaded);

  it('is there when it is shown again', async () => {
    const { page } = session;
    await open('home');
    await settled();
    await webview(page).locator('#filter').click();
    await page.keyboard.type('cup');
    await shown('1 of 6 images');
    await tile('cup_cut_out.png').dblclick();
    await page.getByRole('tab', { name: 'cup_cut_out.png', selected: true }).waitFor();
    await webview(page).locator('.stage').waitFor();
    await page.getByRole('tab', { name: 'Dataset home' }).click();
    await shown('1 of 6 images');
    await page.getByRole('tab', { name: 'cup_cut_out.png' }).locator('.codicon-close').click();
  });

  it('comes back with a window that was loaded again at once', async () => {
    const { page } = session;
    await settled();
    await tabIsStored(page, 'Dataset home');
    const view = webview(page);
    await lookThrough('grayscale.darkroom.yaml');
    await view.locator('#sorting').click();
    await view.locator('#sorting vscode-option').filter({ hasText: 'File size' }).click();
    await view.locator('#side').fill('240');
    await view.locator('#grouping').click();
    await view.locator('#grouping vscode-option').filter({ hasText: 'Folder' }).click();
    await view.locator('.sticky').waitFor();
    await view.locator('.recognized summary').click();
    await view.locator('#layout').click();
    await view.locator('#layout vscode-option').filter({ hasText: 'Images without labels' }).click();
    await view.locator('.recognized summary').filter({ hasText: 'Images without labels' }).waitFor();
    // Kept a moment after the last change; a webview's own state in a browser only every few seconds.
    await page.waitForTimeout(300);
    await page.reload();
    // The editor may not have stored yet that the other tab was closed.
    await page.getByRole('tab', { name: 'Dataset home' }).click(reloaded);
    await tiles().first().waitFor(reloaded);
    await shown('1 of 6 images');
    await choice('#grouping', 'Folder');
    await webview(page)
      .locator('.recognized summary')
      .filter({ hasText: 'Images without labels' })
      .waitFor(reloaded);
    await choice('#sorting', 'File size');
    await choice('#pipeline', 'grayscale.darkroom.yaml');
    assert.equal(await webview(page).locator('#side').inputValue(), '240');
    await settled();
  });

  it('comes back once, and for its own folder, when that is opened before its tab is shown again', async () => {
    const { page } = session;
    await open('space');
    await tabIsStored(page, 'Dataset space');
    await page.reload();
    await page.getByRole('tab', { name: 'Dataset space', selected: true }).waitFor(reloaded);
    await page.getByRole('tab', { name: 'Dataset home', exact: true }).waitFor(reloaded);
    await chooseFromMenu(page, 'other/home', 'Darkroom', 'Open as Dataset');
    await page.getByRole('tab', { name: 'Dataset other/home', selected: true }).waitFor();
    await tile('rocket.jpg').waitFor();
    await chooseFromMenu(page, 'home', 'Darkroom', 'Open as Dataset');
    await page.getByRole('tab', { name: 'Dataset home', selected: true }).waitFor();
    await shown('1 of 6 images');
    await tile('cup_cut_out.png').waitFor();
    assert.equal(await page.getByRole('tab', { name: /^Dataset/ }).count(), 3);
  });
});
