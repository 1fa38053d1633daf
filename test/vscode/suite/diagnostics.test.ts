import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, setText, workspaceFile } from './editing.ts';
import { MemoryFiles } from './memoryFiles.ts';

/** Darkroom's own diagnostics of a document, once they are as many as expected. */
function diagnosticsOf(document: vscode.TextDocument, count: number): Promise<readonly vscode.Diagnostic[]> {
  return eventually(`${count} diagnostics of ${document.uri.path}`, () => {
    const own = vscode.languages
      .getDiagnostics(document.uri)
      .filter(({ source }) => source?.toLowerCase() === 'darkroom');
    return own.length === count ? own : undefined;
  });
}

const close = () => vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');

describe('diagnostics', () => {
  afterEach(close);

  it('marks an unknown operation at its exact place, in unsaved text, with the nearest name', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceFile('example.darkroom.yaml'));
    await vscode.window.showTextDocument(document);
    const good = document.getText();
    await diagnosticsOf(document, 0);
    await setText(document, good.replace('gaussian_blur', 'gausian_blur'));

    const [diagnostic] = await diagnosticsOf(document, 1);
    assert.equal(document.isDirty, true);
    assert.equal(document.getText(diagnostic!.range), 'gausian_blur');
    assert.equal(diagnostic!.severity, vscode.DiagnosticSeverity.Error);
    assert.match(diagnostic!.message, /gaussian_blur/);

    await setText(document, good);
    await diagnosticsOf(document, 0);
  });

  it('marks nothing in what can only be read, as a comparison shows it of another time', async () => {
    const text = 'steps: [gausian_blur]\n';
    const files = new MemoryFiles({ '/set/former.darkroom.yaml': Buffer.from(text) });
    const registration = vscode.workspace.registerFileSystemProvider('darkroom-former', files, {
      isReadonly: true,
    });
    try {
      const former = await vscode.workspace.openTextDocument(
        vscode.Uri.parse('darkroom-former:/set/former.darkroom.yaml'),
      );
      await vscode.window.showTextDocument(former);
      const present = workspaceFile('present.darkroom.yaml');
      await vscode.workspace.fs.writeFile(present, Buffer.from(text));
      const opened = await vscode.workspace.openTextDocument(present);
      await vscode.window.showTextDocument(opened);
      // It was opened later, and is marked by now.
      await diagnosticsOf(opened, 1);
      await diagnosticsOf(former, 0);
    } finally {
      await close();
      registration.dispose();
    }
  });

  it('marks a value out of range with what was expected, in YAML', async () => {
    const file = workspaceFile('range.darkroom.yaml');
    await vscode.workspace.fs.writeFile(
      file,
      Buffer.from('version: 1\nsteps:\n  - gaussian_blur: { kernel_size: 4 }\n'),
    );
    const opened = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(opened);
    const [diagnostic] = await diagnosticsOf(opened, 1);
    assert.equal(opened.getText(diagnostic!.range), '4');
    assert.match(diagnostic!.message, /odd/);
    assert.match(diagnostic!.message, /4/);
  });

  it('marks JSON as well', async () => {
    const file = workspaceFile('unknown.darkroom.json');
    const text =
      '{\n  "version": 1,\n  "steps": [{ "resize": { "width": 8, "height": 8, "fitt": "cover" } }]\n}\n';
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    const [diagnostic] = await diagnosticsOf(document, 1);
    assert.match(document.getText(diagnostic!.range), /^"?fitt"?$/);
    assert.match(diagnostic!.message, /fit\b/);
  });

  it('leaves other YAML files alone', async () => {
    const file = workspaceFile('other.yaml');
    await vscode.workspace.fs.writeFile(file, Buffer.from('steps:\n  - no_such_operation\n'));
    const document = await vscode.workspace.openTextDocument(file);
    await vscode.window.showTextDocument(document);
    // The pipeline beside it is checked in the meantime, so that silence means something.
    const pipeline = await vscode.workspace.openTextDocument(workspaceFile('range.darkroom.yaml'));
    await diagnosticsOf(pipeline, 1);
    await diagnosticsOf(document, 0);
  });
});

describe('code lens', () => {
  afterEach(close);

  it('offers the preview above the first line of a pipeline file', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceFile('example.darkroom.yaml'));
    await vscode.window.showTextDocument(document);
    const lens = await eventually('the code lens', async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        10,
      );
      return lenses.find(({ command }) => command?.command === 'darkroom.previewPipeline');
    });
    assert.equal(lens.range.start.line, 0);
    assert.match(lens.command!.title, /Preview beside/);
  });
});
