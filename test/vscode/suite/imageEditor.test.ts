import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, workspaceFile } from './editing.ts';

const viewType = 'darkroom.image';

function activeInput(): unknown {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.input;
}

async function opensInDarkroom(path: string): Promise<boolean> {
  const uri = workspaceFile(path);
  await vscode.commands.executeCommand('vscode.open', uri);
  const input = await eventually(`a tab for ${path}`, () => {
    const current = activeInput();
    const shown = (current as { uri?: vscode.Uri } | undefined)?.uri;
    return shown?.toString() === uri.toString() ? current : undefined;
  });
  await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  return input instanceof vscode.TabInputCustom && input.viewType === viewType;
}

const associations = () =>
  vscode.workspace.getConfiguration('workbench').inspect<Record<string, string>>('editorAssociations')
    ?.globalValue;

describe('image editor', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('opens an image by “Open With…”', async () => {
    const uri = workspaceFile('home/cat.jpg');
    await vscode.commands.executeCommand('vscode.openWith', uri, viewType);
    const input = await eventually('the tab', () => {
      const current = activeInput();
      return current instanceof vscode.TabInputCustom ? current : undefined;
    });
    assert.equal(input.viewType, viewType);
    assert.equal(input.uri.toString(), uri.toString());
  });

  it('opens by its own command', async () => {
    await vscode.commands.executeCommand('darkroom.openImage', workspaceFile('space/rocket.jpg'));
    const input = activeInput();
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, viewType);
  });

  it('becomes the default by one command and stops being it by another, leaving other choices alone', async () => {
    const configuration = vscode.workspace.getConfiguration('workbench');
    const others = { '*.darkroom-test': 'default' };
    await configuration.update('editorAssociations', others, vscode.ConfigurationTarget.Global);
    assert.equal(await opensInDarkroom('home/cat.jpg'), false);

    // The commands end with a message that nobody closes here: what they do is waited for instead.
    void vscode.commands.executeCommand('darkroom.useAsDefaultEditor');
    await eventually('the new default', () =>
      Object.values(associations() ?? {}).includes(viewType) ? true : undefined,
    );
    assert.equal(associations()?.['*.darkroom-test'], 'default');
    assert.equal(await opensInDarkroom('home/cat.jpg'), true);
    assert.equal(await opensInDarkroom('home/gray_cat.png'), true);

    void vscode.commands.executeCommand('darkroom.restoreDefaultEditor');
    await eventually('the old default', () =>
      Object.values(associations() ?? {}).includes(viewType) ? undefined : true,
    );
    assert.deepEqual(associations(), others);
    assert.equal(await opensInDarkroom('home/cat.jpg'), false);
    await configuration.update('editorAssociations', undefined, vscode.ConfigurationTarget.Global);
  });
});
