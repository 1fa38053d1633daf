import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chooseFromMenu } from './explorer.ts';
import { runCommand } from './quickInput.ts';
import { useWorkbench } from './session.ts';
import { picture, webview } from './webview.ts';

/** Folders of the workspace; those named `set` are two. */
function writeFolders(workspace: string, ...folders: readonly string[]): Promise<void> {
  const list = { folders: folders.map(path => ({ path })) };
  return writeFile(join(workspace, 'sets.code-workspace'), JSON.stringify(list));
}

describe('a workspace of several folders', () => {
  const session = useWorkbench(async workspace => {
    for (const folder of ['one/set', 'two/set', 'three']) {
      await mkdir(join(workspace, folder), { recursive: true });
      await writeFile(join(workspace, folder, 'p.darkroom.yaml'), 'steps:\n  - invert\n');
    }
    await writeFolders(workspace, 'home', 'one/set', 'two/set');
    return join(workspace, 'sets.code-workspace');
  });

  const offered = async () => {
    const options = webview(session.page).locator('#pipeline vscode-option').filter({ hasText: '.yaml' });
    return (await options.allTextContents()).map(text => text.trim());
  };

  it('asks for the folder of a command by the name of that', async () => {
    const { page } = session;
    await runCommand(page, 'Darkroom: Check Health of Dataset');
    const title = page.locator('.quick-input-widget:visible .quick-input-title');
    await title.filter({ hasText: 'Check Health of Dataset' }).waitFor();
    await page.keyboard.press('Escape');
  });

  it('tells pipelines apart that have the same name in folders of the same name', async () => {
    const { page } = session;
    await chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Open in Darkroom');
    await picture(page);
    await webview(page)
      .locator('#pipeline vscode-option')
      .filter({ hasText: 'p.darkroom.yaml' })
      .first()
      .waitFor({ state: 'attached' });
    const names = await offered();
    for (const folder of ['one', 'two'])
      assert.equal(
        names.filter(name => name.includes(`/${folder}/set/p.darkroom.yaml`)).length,
        1,
        names.join('\n'),
      );
  });

  it('offers the pipelines of a folder that is added, and no longer those of one that is gone', async () => {
    const { page, workspace } = session;
    await writeFolders(workspace, 'home', 'two/set', 'three');
    await webview(page)
      .locator('#pipeline vscode-option')
      .filter({ hasText: 'three/p.darkroom.yaml' })
      .waitFor({ state: 'attached' });
    const names = await offered();
    assert.equal(names.length, 2);
    // The name is no longer shared.
    assert.ok(
      names.some(name => name.startsWith('set/p.darkroom.yaml')),
      names.join('\n'),
    );
  });
});
