import assert from 'node:assert/strict';
import { join } from 'node:path';
import { answer, pickLabels, runCommand } from './quickInput.ts';
import { useWorkbench } from './session.ts';
import { replaceText, textEditor } from './textEditor.ts';
import { picture, webview } from './webview.ts';

describe('a new pipeline', () => {
  const session = useWorkbench();

  const openBesidePreview = async () => {
    const { page } = session;
    await runCommand(page, 'Darkroom: New Pipeline');
    await page.getByRole('tab', { name: 'pipeline.darkroom.yaml', selected: true }).waitFor();
    await runCommand(page, 'Darkroom: Preview Beside');
    await picture(page);
    await textEditor(page).click();
  };

  /** The text goes on to be previewed. */
  const followed = async () => {
    const { page } = session;
    await replaceText(page, 'version: 1\nsteps:\n  - flip\n');
    await webview(page).locator('.steps li').filter({ hasText: 'Flip' }).waitFor();
    assert.equal(await webview(page).locator('[data-banner=stale]').count(), 0);
    await page.keyboard.press('ControlOrMeta+s');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
  };

  it('keeps its preview when it is saved under another name', async () => {
    const { page, workspace } = session;
    await openBesidePreview();
    await runCommand(page, 'File: Save As...');
    // The dialog has put its own name in by then.
    await pickLabels(page);
    await answer(page, join(workspace, 'mine.darkroom.yaml'));
    await page.getByRole('tab', { name: /^mine\.darkroom\.yaml/ }).waitFor();
    await page.getByRole('tab', { name: 'Preview mine.darkroom.yaml' }).waitFor();
    await followed();
  });

  it('keeps its preview when it is saved under its own name', async () => {
    const { page } = session;
    await runCommand(page, 'View: Close All Editors');
    await openBesidePreview();
    await page.keyboard.press('ControlOrMeta+s');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await page.getByRole('treeitem', { name: 'pipeline.darkroom.yaml' }).waitFor();
    await followed();
  });
});
