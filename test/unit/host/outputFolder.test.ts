import './editor.ts';
import assert from 'node:assert/strict';
import { posix, win32 } from 'node:path';
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

describe('an output folder', () => {
  it('is recognized by the path rules of the system', async () => {
    const { isPlace } = await import('../../../src/host/outputFolder.ts');
    // The editor writes the letter of a drive small.
    assert.ok(isPlace('D:\\data\\out', 'd:\\data\\out', win32));
    assert.ok(isPlace('d:/data/out/', 'd:\\data\\out', win32));
    assert.ok(isPlace('runs/Out', 'd:\\data\\out', win32));
    assert.ok(!isPlace('D:\\data\\out', 'd:\\data\\out\\a', win32));
    assert.ok(!isPlace('E:\\data\\out', 'd:\\data\\out', win32));
    assert.ok(isPlace('/data/out/', '/data/out', posix));
    assert.ok(isPlace('runs/out', '/data/out', posix));
    assert.ok(!isPlace('/data/Out', '/data/out', posix));
    assert.ok(!isPlace('Out', '/data/out', posix));
  });
});

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
