import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { chooseFromMenu } from './explorer.ts';
import { runCommand } from './quickInput.ts';
import { shownText, waitForText } from './shownText.ts';
import { useWorkbench } from './session.ts';
import { dragSlider } from './slider.ts';
import { openFile, textEditor } from './textEditor.ts';
import { changedPicture, picture, webview } from './webview.ts';

const file = 'example.darkroom.yaml';

describe('the strip of a preview and the text beside it', () => {
  const session = useWorkbench();
  const card = (index: number): Locator =>
    webview(session.page).locator(`.strip .card[data-card="${index}"]`);
  const sample = (name: string) =>
    textEditor(session.page)
      .locator('.codelens-decoration a')
      .filter({ hasText: `Sample: ${name}` });
  /** Such as `194 %`. */
  const zoom = async () => /\d+ %/.exec(await webview(session.page).locator('#zoom-level').innerText())?.[0];
  const current = (index: number) =>
    webview(session.page).locator(`.strip .card.current[data-card="${index}"]`);

  it('has a picture of every step', async () => {
    const { page } = session;
    await openFile(page, file);
    await textEditor(page).locator('.codelens-decoration a').filter({ hasText: 'Preview beside' }).click();
    await picture(page);
    assert.equal(await webview(page).locator('.strip .card').count(), 5);
    await current(0).waitFor();
    assert.equal(await webview(page).locator('.strip canvas:visible').count(), 5);
  });

  it('looks at the step that the cursor is on', async () => {
    const { page } = session;
    const before = await picture(page);
    await textEditor(page).locator('.view-line').filter({ hasText: 'gaussian_blur' }).click();
    await current(3).waitFor();
    await changedPicture(page, before);
    await webview(page).locator('.step-form h3').filter({ hasText: 'Gaussian blur' }).waitFor();
  });

  it('writes a dragged slider into the text, which one undo takes back', async () => {
    const { page } = session;
    const before = await picture(page);
    await dragSlider(page, 'kernel size', 4 / 30, [0.3, 0.45, 0.6, 0.75]);
    await waitForText(page, 'the size that was dragged to', shown =>
      /# A little smoothing against noise\.\s+- gaussian_blur: \{ kernel_size: 2[1-5] \}/.test(shown),
    );
    await changedPicture(page, before);
    await page.waitForTimeout(300);
    await textEditor(page).locator('.view-line').first().click();
    await page.keyboard.press('ControlOrMeta+z');
    await waitForText(page, 'what it was', shown => shown.includes('kernel_size: 5'));
    await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  });

  it('writes a slider that is dragged while the text is out of sight, which one undo takes back, too', async () => {
    const { page } = session;
    await openFile(page, 'grayscale.darkroom.yaml');
    const before = await picture(page);
    await dragSlider(page, 'kernel size', 4 / 30, [0.3, 0.45, 0.6, 0.75]);
    await changedPicture(page, before);
    await page.locator('.tab.dirty').filter({ hasText: file }).click();
    await waitForText(page, 'the size that was dragged to', shown => /kernel_size: 2[1-5] \}/.test(shown));
    await textEditor(page).locator('.view-line').first().click();
    await page.keyboard.press('ControlOrMeta+z');
    await waitForText(page, 'what it was', shown => shown.includes('kernel_size: 5'));
    await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
  });

  it('moves, adds and removes steps in the text', async () => {
    const { page } = session;
    await card(1).locator('.face').click();
    await current(1).waitFor();
    await page.keyboard.press('Alt+ArrowRight');
    await waitForText(page, 'another order', shown => shown.indexOf('resize') < shown.indexOf('orient'));
    await current(2).waitFor();
    await webview(page).locator('#add-4').click();
    await webview(page).locator('.picker input').fill('flip');
    await webview(page).locator('#pick-flip').click();
    await waitForText(page, 'a new step', shown => shown.indexOf('- flip') > shown.indexOf('- normalize'));
    await current(5).waitFor();
    await webview(page).locator('#remove-step').click();
    await waitForText(page, 'one step less', shown => !shown.includes('- flip'));
  });

  it('says why a read-only text is not edited', async () => {
    const { page } = session;
    await textEditor(page).locator('.view-line').first().click();
    await runCommand(page, 'File: Set Active Editor Read-only in Session');
    const before = await shownText(page);
    await card(1).locator('.toggle').click();
    await webview(page)
      .locator('.banner.error')
      .filter({ hasText: `${file} is read-only` })
      .waitFor();
    assert.equal(await shownText(page), before);
    await webview(page).locator('.banner.error vscode-button').filter({ hasText: 'Dismiss' }).click();
    await textEditor(page).locator('.view-line').first().click();
    await runCommand(page, 'File: Reset Active Editor Read-only in Session');
  });

  it('comes back with step, sample and zoom when the window is loaded again', async () => {
    const { page } = session;
    await textEditor(page).locator('.view-line').filter({ hasText: 'gaussian_blur' }).click();
    await current(3).waitFor();
    await chooseFromMenu(page, 'space/astronaut.jpg', 'Darkroom', 'Use as Preview Image');
    await sample('astronaut.jpg').waitFor();
    await picture(page);
    const fitted = await zoom();
    await webview(page).locator('.stage').focus();
    for (let press = 0; press < 3; press++) await page.keyboard.press('+');
    await picture(page);
    const zoomed = await zoom();
    assert.notEqual(zoomed, fitted);
    await textEditor(page).locator('.view-line').filter({ hasText: 'gaussian_blur' }).click();
    // The editor remembers where its cursor was once the text is saved.
    await runCommand(page, 'File: Save');
    await page.locator('.tabs-container .tab.dirty').waitFor({ state: 'detached' });
    await page.reload();
    await webview(page).locator('.strip .card.current[data-card="3"]').waitFor({ timeout: 60_000 });
    await picture(page);
    await sample('astronaut.jpg').waitFor();
    assert.equal(await zoom(), zoomed);
  });
});
