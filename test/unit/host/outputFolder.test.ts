import './editor.ts';
import assert from 'node:assert/strict';
import type { ExtensionContext } from 'vscode';
import type { Services } from '../../../src/host/services.ts';

type Level = 'globalValue' | 'workspaceValue' | 'workspaceFolderValue';

/** A window with these folders, in whose settings the output folder is set at these levels. */
async function windowWith(folders: readonly string[], set: Partial<Record<Level, string>>) {
  const editor = await import('./vscode.ts');
  const { registerOutputFolder, outputFolderFor } = await import('../../../src/host/outputFolder.ts');
  const { Global, Workspace, WorkspaceFolder } = editor.ConfigurationTarget;
  const values = { ...set };
  const told: string[] = [];
  let run: () => Promise<void> = () => Promise.resolve();
  Object.assign(editor.workspace, {
    isTrusted: true,
    workspaceFolders: folders.length > 0 ? folders.map(path => ({ uri: editor.Uri.file(path) })) : undefined,
    getConfiguration: (_section: string, resource?: unknown) => {
      const seen = { ...values };
      if (resource === undefined) delete seen.workspaceFolderValue;
      return {
        get: () => seen.workspaceFolderValue ?? seen.workspaceValue ?? seen.globalValue ?? '',
        inspect: () => seen,
        update: (_key: string, value: string, target: number) => {
          if (target !== Global && folders.length === 0) throw new Error('No workspace is opened.');
          if (target === Global) values.globalValue = value;
          if (target === Workspace) values.workspaceValue = value;
          if (target === WorkspaceFolder) values.workspaceFolderValue = value;
          return Promise.resolve();
        },
      };
    },
  });
  Object.assign(editor.window, {
    showQuickPick: (items: readonly unknown[]) => Promise.resolve(items[1]),
    showOpenDialog: () => Promise.resolve([editor.Uri.file('/new')]),
    showInformationMessage: (message: string) => {
      told.push(message);
      return Promise.resolve(undefined);
    },
  });
  editor.commands['registerCommand'] = (_id: string, command: typeof run) => (run = command);
  const context = {
    subscriptions: [],
    workspaceState: { get: () => undefined, update: () => Promise.resolve() },
  } as unknown as ExtensionContext;
  const failure = (thrown: unknown) => assert.fail(String(thrown));
  registerOutputFolder(context, { log: { failure } } as unknown as Services);
  await run();
  assert.deepEqual(told, ['Images are developed into /new.']);
  return { values, developedInto: (await outputFolderFor(context, '/work'))?.path };
}

describe('another output folder', () => {
  it('is taken from now on, wherever the one before it was set', async () => {
    for (const set of [
      { globalValue: '/old' },
      { workspaceValue: '/old' },
      { workspaceFolderValue: '/old' },
      { globalValue: '/old', workspaceValue: '/old', workspaceFolderValue: '/old' },
    ]) {
      const { developedInto } = await windowWith(['/work', '/other'], set);
      assert.equal(developedInto, '/new', JSON.stringify(set));
    }
  });

  it('is written into the settings of the user only where there is no workspace', async () => {
    assert.deepEqual((await windowWith(['/work'], { globalValue: '/old' })).values, {
      globalValue: '/old',
      workspaceValue: '/new',
    });
    assert.deepEqual((await windowWith([], { globalValue: '/old' })).values, { globalValue: '/new' });
  });
});
