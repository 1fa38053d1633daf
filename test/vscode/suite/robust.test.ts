import assert from 'node:assert/strict';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { DarkroomHandles } from '../../../src/host/extension.ts';
import type { OpenView } from '../../../src/host/viewSessions.ts';
import { eventually, setText, workspaceFile } from './editing.ts';
import { MemoryFiles } from './memoryFiles.ts';

const id = 'dataset-darkroom.dataset-darkroom';
const text = 'version: 1\nsteps:\n  - resize: { width: 32, height: 24 }\noutput: { format: png }\n';

async function handles(): Promise<DarkroomHandles> {
  return vscode.extensions.getExtension<DarkroomHandles>(id)!.activate();
}

/** Opens a preview of the document and waits until it shows a result. */
async function previewed(document: vscode.TextDocument): Promise<OpenView> {
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('darkroom.previewPipeline', document.uri);
  const { views } = await handles();
  const view = await eventually('the preview', () =>
    views.all.find(({ uri }) => uri.toString() === document.uri.toString()),
  );
  await eventually('its picture', () => {
    const { busy, developed } = view.session.state;
    return !busy && developed ? true : undefined;
  });
  return view;
}

function errorsOf(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source, severity }) => source === 'Darkroom' && severity === vscode.DiagnosticSeverity.Error);
}

async function opened(name: string, content: string): Promise<vscode.TextDocument> {
  const file = workspaceFile(name);
  await vscode.workspace.fs.writeFile(file, Buffer.from(content));
  const document = await vscode.workspace.openTextDocument(file);
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  return document;
}

describe('whatever a pipeline file is', () => {
  const folders: string[] = [];
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));
  after(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))));

  it('marks tabs, doubled keys, missing anchors and words of other alphabets at their places', async () => {
    const document = await opened('torn.darkroom.yaml', text);
    for (const [torn, marked] of [
      ['steps:\n\t- flip\n', '\t'],
      ['seed: 1\r\nseed: 2\r\nsteps: []\r\n', 'seed'],
      ['steps:\n  - resize: *größe\n', '*größe'],
      ['# 画像 😀\r\nsteps:\r\n  - größe😀\r\n', 'größe😀'],
    ] as const) {
      await setText(document, torn);
      const error = await eventually(`an error in ${JSON.stringify(torn)}`, () =>
        errorsOf(document).find(({ range }) => document.getText(range) === marked),
      );
      assert.equal(errorsOf(document).length, 1, error.message);
    }
  });

  it('keeps the editor answering while ten thousand lines are typed in', async () => {
    const lines = '  - gaussian_blur: { kernel_size: 5 } # ü\n'.repeat(10_000);
    const document = await opened('long.darkroom.yaml', `version: 1\nsteps:\n${lines}`);
    let longest = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last - 10);
      last = performance.now();
    }, 10);
    for (let key = 0; key < 12; key++) {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.lineAt(10_001).range.end, key === 11 ? '\n  - flipp' : 'x');
      await vscode.workspace.applyEdit(edit);
      await new Promise(resolve => setTimeout(resolve, 150));
    }
    const typed = performance.now();
    await eventually(
      'the error of the last word typed',
      () => errorsOf(document).find(({ range }) => document.getText(range) === 'flipp'),
      25_000,
    );
    clearInterval(ticking);
    console.log(
      `  ✔ (the extension host was away for ${Math.round(longest)} ms at most; marked after ${Math.round(performance.now() - typed)} ms)`,
    );
    assert.ok(longest < 1000, `the extension host was away for ${Math.round(longest)} ms`);
  });

  it('previews a file outside of every workspace folder on an image beside it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-outside-'));
    folders.push(folder);
    await mkdir(join(folder, 'images'));
    await copyFile(workspaceFile('home/gray_cat.png').fsPath, join(folder, 'images', 'mine.png'));
    const file = join(folder, 'outside.darkroom.yaml');
    await writeFile(file, text);
    const { session } = await previewed(await vscode.workspace.openTextDocument(file));
    assert.equal(session.state.image?.name, 'mine.png');
    assert.equal(session.state.developed?.after.shape.width, 32);
  });

  it('has one preview per file, and previews of files with one name apart', async () => {
    const one = await opened('twice.darkroom.yaml', text);
    const first = await previewed(one);
    assert.equal(await previewed(one), first);
    await vscode.workspace.fs.createDirectory(workspaceFile('other'));
    const second = await previewed(await opened('other/twice.darkroom.yaml', text.replace('32', '16')));
    assert.notEqual(second.panel.title, first.panel.title);
    const width = (view: OpenView) => view.session.state.developed?.after.shape.width;
    assert.equal(width(first), 32);
    await setText(one, text.replace('32', '48'));
    await eventually('the edit in its own preview', () => (width(first) === 48 ? true : undefined));
    assert.equal(width(second), 16);
  });

  it('shows under the pointer what the preview does, also after the file was renamed', async () => {
    const flipped = 'steps:\n  - invert: { p: 1 }\n';
    const document = await opened('before.darkroom.yaml', flipped);
    const view = await previewed(document);
    view.session.setMode('inference');
    const pictureAt = async (uri: vscode.Uri) => {
      const position = new vscode.Position(1, 6);
      const found = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        position,
      );
      const texts = found.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
      return texts.map(({ value }) => /data:image\/png;base64,[^)]*/.exec(value)?.[0]).find(Boolean);
    };
    const before = await eventually('the picture', () => pictureAt(document.uri));
    const renamed = workspaceFile('after.darkroom.yaml');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(document.uri, renamed, { overwrite: true });
    await vscode.workspace.applyEdit(edit);
    await eventually('the preview of the file under its new name', () =>
      view.session.state.pipeline === renamed.toString() ? true : undefined,
    );
    assert.equal(view.uri.toString(), renamed.toString());
    assert.equal(await eventually('the picture', () => pictureAt(renamed)), before);
  });

  it('is not developed again when it is saved', async () => {
    const document = await opened('saved.darkroom.yaml', text);
    const { session } = await previewed(document);
    await setText(document, text.replace('32', '16'));
    await eventually('the edit', () =>
      !session.state.busy && session.state.developed?.after.shape.width === 16 ? true : undefined,
    );
    const { sequence } = session.state;
    assert.ok(await document.save());
    // Watchers of files take a while.
    await new Promise(resolve => setTimeout(resolve, 1500));
    assert.equal(session.state.sequence, sequence);
    await vscode.workspace.fs.writeFile(document.uri, Buffer.from(text));
    await eventually('what another program wrote', () =>
      session.state.developed?.after.shape.width === 32 ? true : undefined,
    );
  });

  it('shows a sample again that was replaced, and says so when it is gone', async () => {
    const image = workspaceFile('other/sample.png');
    await vscode.workspace.fs.copy(workspaceFile('home/gray_cat.png'), image, { overwrite: true });
    const view = await previewed(await opened('replaced.darkroom.yaml', text));
    await vscode.commands.executeCommand('darkroom.useAsPreviewImage', image);
    const facts = (width: number) =>
      eventually(`an image ${width} wide`, () =>
        view.session.state.image?.facts.shape.width === width ? true : undefined,
      );
    await facts(225);
    await vscode.workspace.fs.copy(workspaceFile('space/rocket.jpg'), image, { overwrite: true });
    await facts(640);
    await vscode.workspace.fs.delete(image);
    await eventually('what is wrong', () =>
      view.session.state.unreadable?.code === 'not_found' ? true : undefined,
    );
    await vscode.workspace.fs.copy(workspaceFile('home/gray_cat.png'), image);
    await facts(225);
  });

  it('previews files of a virtual, read-only file system, and says why steps cannot be changed', async () => {
    const files = new MemoryFiles({
      '/set/a.darkroom.yaml': Buffer.from(text),
      '/set/cat.png': await vscode.workspace.fs.readFile(workspaceFile('home/gray_cat.png')),
    });
    const registration = vscode.workspace.registerFileSystemProvider('darkroom-memory', files, {
      isReadonly: true,
    });
    try {
      const uri = vscode.Uri.parse('darkroom-memory:/set/a.darkroom.yaml');
      const document = await vscode.workspace.openTextDocument(uri);
      const { session, editing } = await previewed(document);
      assert.equal(session.state.image?.name, 'cat.png');
      assert.equal(session.state.developed?.after.shape.width, 32);
      assert.match(session.state.labelSource?.problem?.message ?? '', /from disk only/);
      await assert.rejects(editing!.edit({ kind: 'remove', step: [0] }), /a\.darkroom\.yaml is read-only/);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      registration.dispose();
    }
  });

  it('says that a folder of a virtual file system is not shown as a dataset', async () => {
    const cat = await vscode.workspace.fs.readFile(workspaceFile('home/gray_cat.png'));
    const files = new MemoryFiles({ '/set/cats/cat.png': cat, '/set/dogs/dog.png': cat });
    const registration = vscode.workspace.registerFileSystemProvider('darkroom-memory', files, {
      isReadonly: true,
    });
    try {
      const folder = vscode.Uri.parse('darkroom-memory:/set');
      await vscode.commands.executeCommand('darkroom.openAsDataset', folder);
      const { galleries } = await handles();
      const failed = await eventually(
        'the reason',
        () => [...galleries].find(gallery => gallery.folder.toString() === folder.toString())?.state().failed,
      );
      assert.equal(failed.code, 'unsupported');
      assert.match(failed.message, /^set lies on a virtual file system \(darkroom-memory\)/);
      assert.match(failed.hint!, /Copy the dataset to a disk/);
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      registration.dispose();
    }
  });

  it('previews a text that was never saved', async () => {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: text });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
    // It has no name of a pipeline file: it is refused in words, and nothing opens.
    const { views } = await handles();
    const before = views.all.length;
    void vscode.commands.executeCommand('darkroom.previewPipeline', document.uri);
    const named = await vscode.workspace.openTextDocument(vscode.Uri.parse('untitled:fresh.darkroom.yaml'));
    await vscode.window.showTextDocument(named, vscode.ViewColumn.One);
    await setText(named, text);
    const { session } = await previewed(named);
    assert.equal(session.state.developed?.after.shape.width, 32);
    assert.equal(views.all.length, before + 1);
    await vscode.window.showTextDocument(named, vscode.ViewColumn.One);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await eventually('what is wrong', () =>
      session.state.stale?.unreadable?.message === 'fresh.darkroom.yaml was closed and had never been saved.'
        ? true
        : undefined,
    );
  });
});
