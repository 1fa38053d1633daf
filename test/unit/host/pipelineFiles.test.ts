import './editor.ts';
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { EngineService } from '../../../src/shared/protocol.ts';
import type { Client } from '../../../src/shared/rpc.ts';
import { EventEmitter, FileType, Uri } from './vscode.ts';

describe('the pipeline files of a workspace', () => {
  /** A folder with one pipeline among images, and two galleries that list what there is. */
  async function start() {
    const { workspace } = await import('./vscode.ts');
    const typed = new EventEmitter<unknown>();
    const created = new EventEmitter<Uri>();
    const none = () => ({ dispose: () => undefined });
    const names = ['b.darkroom.yaml', 'a.png'];
    let reads = 0;
    Object.assign(workspace, {
      workspaceFolders: [{ uri: Uri.file('/set') }],
      textDocuments: [],
      asRelativePath: (uri: Uri) => uri.path,
      getWorkspaceFolder: () => undefined,
      createFileSystemWatcher: () => ({
        ...{ onDidChange: none, onDidCreate: created.event, onDidDelete: none },
        dispose: () => undefined,
      }),
      onDidChangeWorkspaceFolders: none,
      onDidChangeTextDocument: typed.event,
      onDidCloseTextDocument: none,
      fs: {
        readDirectory: () => {
          reads++;
          return Promise.resolve(names.map(name => [name, FileType.File]));
        },
        stat: () => Promise.resolve({ size: 1 }),
        readFile: () => Promise.resolve(new Uint8Array()),
      },
    });
    const { PipelineFiles } = await import('../../../src/host/pipelineFiles.ts');
    const { GalleryPipeline } = await import('../../../src/host/gallery/galleryPipeline.ts');
    const engine = { parse: () => Promise.resolve({ diagnostics: [] }) };
    const files = new PipelineFiles(engine as unknown as Client<EngineService>);
    const failed = (thrown: unknown) => assert.fail(String(thrown));
    const galleries = [0, 1].map(() => new GalleryPipeline(files, () => undefined, failed));
    await Promise.all(galleries.map(gallery => gallery.list()));
    return { files, names, typed, created, galleries, reads: () => reads };
  }

  it('are searched for once for all, when files come or go, and not when a text is edited', async () => {
    const { files, names, typed, created, galleries, reads } = await start();
    const labels = () => galleries.map(({ listed }) => listed.map(({ label }) => label));
    assert.equal(reads(), 1);
    const uri = Uri.file('/set/b.darkroom.yaml');
    typed.fire({ document: { uri }, contentChanges: [{}] });
    await pause(300);
    assert.equal(reads(), 1);
    assert.deepEqual(labels(), [['/set/b.darkroom.yaml'], ['/set/b.darkroom.yaml']]);
    names.push('a.darkroom.yaml');
    created.fire(Uri.file('/set/a.darkroom.yaml'));
    await pause(300);
    assert.equal(reads(), 2);
    const both = ['/set/a.darkroom.yaml', '/set/b.darkroom.yaml'];
    assert.deepEqual(labels(), [both, both]);
    await files.search();
    assert.equal(reads(), 3, 'somebody who is to choose sees what is there');
    for (const gallery of galleries) gallery.dispose();
  });
});
