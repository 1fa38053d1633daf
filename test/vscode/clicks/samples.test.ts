import assert from 'node:assert/strict';
import { copyFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { notification } from './notifications.ts';
import { runCommand } from './quickInput.ts';
import { useWorkbench } from './session.ts';
import { openFile, textEditor } from './textEditor.ts';
import { picture, webview } from './webview.ts';

const file = 'example.darkroom.yaml';

describe('samples side by side', () => {
  const session = useWorkbench();
  const tile = (name: string) => webview(session.page).locator(`.sample-tile[data-sample="${name}"]`);
  const whole = async () => {
    const tiles = webview(session.page).locator('.sample-tile');
    await tiles.first().waitFor();
    await tiles.and(webview(session.page).locator('[aria-busy=true]')).first().waitFor({ state: 'detached' });
    return tiles;
  };

  it('are chosen from the dataset by one command, each with its reasons', async () => {
    const { page } = session;
    await openFile(page, file);
    await textEditor(page).locator('.codelens-decoration a').filter({ hasText: 'Preview beside' }).click();
    await picture(page);
    await runCommand(page, 'Darkroom: Choose Hard Samples');
    await notification(page, /\d+ hard samples of the \d+ images of sample were chosen/);
    const tiles = await whole();
    assert.ok((await tiles.count()) >= 5);
    const reasons = await webview(page).locator('.reasons li').allInnerTexts();
    const wanted = ['tallest', 'widest', 'smallest', 'largest', 'darkest', 'brightest', 'one channel'];
    assert.deepEqual(
      [...wanted, 'alpha', '16-bit', 'EXIF-turned'].filter(label => !reasons.includes(label)),
      [],
    );
    await tile('shuttle_16bit.png').locator('.reasons').filter({ hasText: '16-bit' }).waitFor();
    await tile('gray_cat.png').locator('.wrong').filter({ hasText: 'Expected 1 number for mean' }).waitFor();
  });

  it('say what is wrong with a file that has gone or is broken, and show it once it is back', async () => {
    const { workspace } = session;
    const path = join(workspace, 'home', 'gray_cat.png');
    await rename(path, `${path}.away`);
    await tile('gray_cat.png').locator('.wrong').filter({ hasText: 'gray_cat.png is not there' }).waitFor();
    await writeFile(path, 'no image');
    await tile('gray_cat.png').locator('.wrong').filter({ hasText: 'gray_cat.png' }).waitFor();
    await copyFile(join(workspace, 'space', 'rocket.jpg'), path);
    await tile('gray_cat.png').locator('.shapes').filter({ hasText: '640×427×3' }).waitFor();
    assert.equal(await tile('gray_cat.png').locator('.wrong').count(), 0);
    await rename(`${path}.away`, path);
    await tile('gray_cat.png').locator('.wrong').filter({ hasText: 'Expected 1 number for mean' }).waitFor();
  });

  it('are there again after the window was loaded again, in the same view', async () => {
    const { page } = session;
    const before = await webview(page).locator('.sample-tile .name').allInnerTexts();
    // By the editor's own command, which keeps the state of its views first.
    const loaded = page.waitForEvent('load');
    await runCommand(page, 'Developer: Reload Window');
    await loaded;
    await page.locator('iframe.webview.ready').first().waitFor({ timeout: 60_000 });
    await whole();
    assert.deepEqual(await webview(page).locator('.sample-tile .name').allInnerTexts(), before);
    assert.ok((await webview(page).locator('.reasons li').count()) > 5);
  });

  it('open large by a click', async () => {
    const { page } = session;
    await tile('shuttle_16bit.png').locator('.open').click();
    await webview(page).locator('.facts').filter({ hasText: 'shuttle_16bit.png' }).waitFor();
    await picture(page);
  });
});
