import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, Request } from 'playwright-core';
import { chooseFromMenu, explorerItem } from './explorer.ts';
import { notification } from './notifications.ts';
import { pick, runCommand } from './quickInput.ts';
import { useWorkbench } from './session.ts';
import { picture, webview } from './webview.ts';

const link = '[Mend](command:workbench.action.toggleZenMode)';
const element = '<img src=x onerror="document.title=1">.png';

describe('closed doors', () => {
  const session = useWorkbench(async workspace => {
    await mkdir(join(workspace, link));
    await writeFile(join(workspace, element), 'This is no image.');
  });

  it('lets no request of the page leave the machine', async () => {
    const { page } = session;
    const requests: Request[] = [];
    page.context().on('request', request => requests.push(request));
    await chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Open in Darkroom');
    await picture(page);
    await (await explorerItem(page, 'example.darkroom.yaml')).dblclick();
    await runCommand(page, 'Darkroom: Preview Beside');
    await picture(page);
    const own = new URL(page.url()).origin;
    const ofPage = requests.filter(request => isInWebview(frameOf(request)));
    assert.ok(ofPage.length > 0, 'the page was loaded');
    const leaving: string[] = [];
    for (const request of ofPage) {
      const url = new URL(request.url());
      if (url.origin === own || ['blob:', 'data:'].includes(url.protocol)) continue;
      // The editor gives the extension's files by a worker of the webview, under an address that is none.
      const response = await request.response();
      if (response?.fromServiceWorker() !== true) leaving.push(request.url());
    }
    assert.deepEqual(leaving, []);
  });

  it('makes no link of a name in a notification', async () => {
    const { page } = session;
    await chooseFromMenu(page, link, 'Darkroom', 'Convert to Grayscale');
    await pick(page, 'developed');
    const told = await notification(page, 'Mend');
    assert.equal(await told.locator('.notification-list-item-message a').count(), 0);
    assert.ok((await told.innerText()).includes('[Mend] (command:'));
  });

  it('shows a name as text where an image cannot be shown', async () => {
    const { page } = session;
    await chooseFromMenu(page, element, 'Darkroom', 'Open in Darkroom');
    const problem = webview(page).locator('[data-message=unreadable]');
    await problem.waitFor();
    assert.ok((await problem.innerText()).includes(element));
    assert.equal(await webview(page).locator('img').count(), 0);
    assert.notEqual(await page.title(), '1');
  });
});

function frameOf(request: Request): Frame | undefined {
  try {
    return request.frame();
  } catch {
    // Of a service worker, or of a frame that is gone.
    return undefined;
  }
}

/** The page is in a frame of a frame of the workbench. */
function isInWebview(frame: Frame | undefined): boolean {
  return frame?.parentFrame()?.parentFrame() != null;
}
