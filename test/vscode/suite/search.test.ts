import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { findFiles } from '../../../src/host/workspaceSearch.ts';
import { MemoryFiles } from './memoryFiles.ts';

/** Ten folders, each in the one before, with an image in every one; tells of each that is read. */
class Nested extends MemoryFiles {
  read = 0;
  onRead: (count: number) => void = () => undefined;

  constructor() {
    super({});
  }

  override readDirectory({ path }: vscode.Uri): [string, vscode.FileType][] {
    this.onRead(++this.read);
    const image: [string, vscode.FileType] = ['image.png', vscode.FileType.File];
    return path.split('/').length > 10 ? [image] : [image, ['inner', vscode.FileType.Directory]];
  }
}

describe('the search for files', () => {
  const root = vscode.Uri.parse('darkroom-nested:/outer');
  const accepts = (name: string) => name.endsWith('.png');
  let files: Nested;
  let registration: vscode.Disposable;
  beforeEach(() => {
    files = new Nested();
    registration = vscode.workspace.registerFileSystemProvider('darkroom-nested', files);
  });
  afterEach(() => {
    registration.dispose();
  });

  it('finds the nearest first, and no more than are wanted', async () => {
    const found = await findFiles([root], accepts, { maximum: 3 });
    assert.deepEqual(
      found.map(({ path }) => path),
      ['/outer/image.png', '/outer/inner/image.png', '/outer/inner/inner/image.png'],
    );
    assert.equal(files.read, 3);
  });

  it('enters no other folder once it is cancelled', async () => {
    const cancelled = new AbortController();
    files.onRead = count => {
      if (count === 4) cancelled.abort();
    };
    const { signal } = cancelled;
    await assert.rejects(findFiles([root], accepts, { maximum: 100, signal }), { name: 'AbortError' });
    assert.equal(files.read, 4);
    files.onRead = () => undefined;
    assert.equal((await findFiles([root], accepts, { maximum: 100 })).length, 10);
  });
});
