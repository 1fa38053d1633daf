import './editor.ts';
import assert from 'node:assert/strict';
import type { Uri } from 'vscode';

describe('what a command is about', () => {
  /** A window whose active tab shows this; no file is there. */
  async function windowWith(active: string) {
    const editor = await import('./vscode.ts');
    const input = Object.assign(new editor.TabInputText(), { uri: editor.Uri.parse(active) });
    Object.assign(editor.window, { tabGroups: { activeTabGroup: { activeTab: { input } } } });
    Object.assign(editor.workspace, {
      fs: {
        stat: () => Promise.reject(Object.assign(new editor.FileSystemError(), { code: 'FileNotFound' })),
      },
    });
    const { selectedImages } = await import('../../../src/host/selectedFiles.ts');
    return { selectedImages, file: (path: string) => editor.Uri.file(path) as unknown as Uri };
  }

  it('is nothing where the active tab shows no image, whether a file or not', async () => {
    for (const active of ['untitled:Untitled-1', 'git:/w/notes.txt', 'file:///w/notes.txt']) {
      const { selectedImages } = await windowWith(active);
      assert.deepEqual(await selectedImages(), [], active);
    }
  });

  it('is the image of the active tab', async () => {
    const { selectedImages } = await windowWith('file:///w/a.png');
    assert.deepEqual(
      (await selectedImages()).map(({ uri, isFolder }) => [uri.path, isFolder]),
      [['/w/a.png', false]],
    );
  });

  it('is told to be gone where something selected is', async () => {
    const { selectedImages, file } = await windowWith('file:///w/a.png');
    const gone = { name: 'DarkroomError', code: 'not_found' };
    await assert.rejects(selectedImages(file('/w/cats')), gone);
    await assert.rejects(selectedImages(file('/w/cats'), [file('/w/a.png'), file('/w/cats')]), gone);
  });
});
