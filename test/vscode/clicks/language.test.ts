import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { useWorkbench } from './session.ts';
import { openFile, textEditor } from './textEditor.ts';
import { picture } from './webview.ts';

const file = 'typed.darkroom.yaml';

describe('writing a pipeline', () => {
  const session = useWorkbench(async workspace => {
    await writeFile(join(workspace, file), 'version: 1\nsteps:\n  - orient\n');
  });

  const lines = () => textEditor(session.page).locator('.view-line');
  const suggestions = () => session.page.locator('.suggest-widget .monaco-list-row');

  it('suggests operations while a step is typed, and inserts one with its parameters', async () => {
    const { page } = session;
    await openFile(page, file);
    // Darkroom is there, and its lists are.
    await textEditor(page).locator('.codelens-decoration a').first().waitFor();
    await textEditor(page).locator('.view-lines').click();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.type('  - gaussian_no');
    await suggestions().first().filter({ hasText: 'gaussian_noise' }).waitFor();
    for (let count = 'gaussian_no'.length; count > 0; count--) await page.keyboard.press('Backspace');
    await page.keyboard.type('resi');
    await suggestions().first().filter({ hasText: 'resize' }).waitFor();
    await page.keyboard.press('Enter');
    await lines().filter({ hasText: 'resize: { width: 224, height: 224 }' }).waitFor();
    // The tab stops are numbers to type over.
    await page.keyboard.type('64');
    await page.keyboard.press('Tab');
    await page.keyboard.type('48');
    await lines().filter({ hasText: 'resize: { width: 64, height: 48 }' }).waitFor();
  });

  it('goes on with the values of a parameter', async () => {
    const { page } = session;
    await page.keyboard.type(', fi');
    await suggestions().first().filter({ hasText: 'fit' }).waitFor();
    await page.keyboard.press('Enter');
    await suggestions().filter({ hasText: 'contain' }).waitFor();
    await page.keyboard.type('cont');
    // The list follows the keys a moment later.
    await page.locator('.suggest-widget .monaco-list-row.focused').filter({ hasText: 'contain' }).waitFor();
    await page.keyboard.press('Enter');
    await lines().filter({ hasText: 'resize: { width: 64, height: 48, fit: contain }' }).waitFor();
  });

  it('shows under the pointer what a step does to the sample', async () => {
    const { page } = session;
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.press('v');
    await picture(page);
    await lines()
      .locator('span')
      .filter({ hasText: /^resize$/ })
      .last()
      .hover();
    const image = page.locator('.monaco-hover img');
    await image.waitFor();
    assert.match((await image.getAttribute('src'))!, /^data:image\/png;base64,/);
    const size = await image.evaluate(node => {
      const { naturalWidth, naturalHeight } = node as HTMLImageElement;
      return { naturalWidth, naturalHeight };
    });
    assert.ok(size.naturalWidth > 100 && size.naturalHeight >= 48, JSON.stringify(size));
  });
});
