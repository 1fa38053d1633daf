import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { chooseFromMenu } from './explorer.ts';
import { useWorkbench } from './session.ts';
import { openFile, textEditor } from './textEditor.ts';
import { changedPicture, picture, webview } from './webview.ts';

const file = 'example.darkroom.yaml';

describe('a workspace in restricted mode', () => {
  const session = useWorkbench(undefined, {
    'security.workspace.trust.enabled': true,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  });

  it('is previewed with the strip, and its text is edited from there', async () => {
    const { page } = session;
    await page.locator('.statusbar-item').filter({ hasText: 'Restricted Mode' }).waitFor();
    await openFile(page, file);
    await textEditor(page).locator('.codelens-decoration a').filter({ hasText: 'Preview beside' }).click();
    const before = await picture(page);
    const blur = webview(page).locator('.strip .card[data-card="3"]');
    await blur.click();
    await blur.press('Space');
    await changedPicture(page, before);
    await textEditor(page).locator('.view-line').filter({ hasText: 'enabled' }).waitFor();
    await textEditor(page).click();
    await page.keyboard.press('ControlOrMeta+z');
    await textEditor(page)
      .locator('.view-line')
      .filter({ hasText: 'enabled' })
      .waitFor({ state: 'detached' });
  });

  it('shows labels, versions and samples', async () => {
    const { page } = session;
    const view = webview(page);
    await view.locator('.label-source').filter({ hasText: 'annotations.json' }).waitFor();
    await view.getByRole('tab', { name: 'Versions' }).click();
    await view.locator('[data-message="no-random-step"]').waitFor();
    await view.getByRole('tab', { name: 'Samples' }).click();
    await view.locator('.sample-tile[aria-busy=false]').first().waitFor();
    await view.getByRole('tab', { name: 'Steps' }).click();
  });

  for (const [path, entry] of [
    ['home', 'Develop with Pipeline…'],
    ['home/cat.jpg', 'Convert to Grayscale'],
  ] as const) {
    it(`is not developed, and the person is told why and where to change it: ${entry}`, async () => {
      const { page, workspace } = session;
      const before = await readdir(workspace, { recursive: true });
      await chooseFromMenu(page, path, 'Darkroom', entry);
      const dialog = page.getByRole('dialog').filter({ hasText: 'needs a trusted workspace' });
      await dialog.getByRole('button', { name: 'Manage Workspace Trust' }).waitFor();
      await dialog.getByRole('button', { name: 'Cancel' }).click();
      await dialog.waitFor({ state: 'hidden' });
      assert.deepEqual(await readdir(workspace, { recursive: true }), before);
    });
  }

  it('has its images looked at', async () => {
    const { page } = session;
    await chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Open in Darkroom');
    await picture(page);
  });
});
