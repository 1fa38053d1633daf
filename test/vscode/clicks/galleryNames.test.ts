import assert from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { galleryOf } from './galleryPage.ts';
import { useWorkbench } from './session.ts';
import { webview } from './webview.ts';

const names = [
  'short',
  'a class whose name takes more than one line of the list of all classes beside the pictures',
];

describe('names in a gallery', () => {
  const session = useWorkbench(async workspace => {
    for (const name of names) {
      const folder = join(workspace, 'named', name);
      await mkdir(folder, { recursive: true });
      await copyFile(join(workspace, 'home', 'cat.jpg'), join(folder, 'cat.jpg'));
    }
  });
  const { open, settled, showDetails } = galleryOf(session);

  it('leave a long class the box of a short one', async () => {
    await open('named');
    await settled();
    await showDetails();
    const boxes = webview(session.page).locator('#facet-classes vscode-checkbox .control');
    const widths = await boxes.evaluateAll(elements =>
      elements.map(element => element.getBoundingClientRect().width),
    );
    assert.equal(widths.length, 2);
    assert.equal(widths[0], widths[1]);
  });

  it('of the first group stand under the one that stays in sight, not below it', async () => {
    const { page } = session;
    const view = webview(page);
    await open('named');
    await settled();
    await view.locator('#grouping').click();
    await view.locator('#grouping vscode-option').filter({ hasText: 'Class' }).click();
    const staying = await view.locator('.sticky.group-name').boundingBox();
    const first = await view.locator('#grid .group-name').first().boundingBox();
    assert.ok(staying && first);
    assert.equal(first.y, staying.y);
  });
});
