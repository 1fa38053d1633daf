import assert from 'node:assert/strict';
import { contextMenu, explorerItem } from './explorer.ts';
import { useWorkbench } from './session.ts';

describe('Explorer', () => {
  const session = useWorkbench();

  it('shows the sample dataset', async () => {
    for (const path of ['home', 'space', 'example.darkroom.yaml', 'annotations.json'])
      assert.equal(await (await explorerItem(session.page, path)).count(), 1, path);
  });

  it('has a Darkroom submenu on an image and none on a text file', async () => {
    const { page } = session;
    const onText = await contextMenu(page, 'README.md');
    assert.equal(await onText.getByText('Darkroom', { exact: true }).count(), 0);
    await page.keyboard.press('Escape');
    const onImage = await contextMenu(page, 'home/cat.jpg');
    assert.equal(await onImage.getByText('Darkroom', { exact: true }).count(), 1);
    await page.keyboard.press('Escape');
  });
});
