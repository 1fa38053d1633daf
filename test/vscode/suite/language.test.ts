import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, workspaceFile } from './editing.ts';

let opened = 0;

/** Opens a pipeline file with this text; § marks a position. */
async function open(name: string, marked: string) {
  const text = marked.replace('§', '');
  // A file of its own: the editor may still hold an earlier text of another.
  const uri = workspaceFile(`${++opened}-${name}`);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  const position = document.positionAt(Math.max(0, marked.indexOf('§')));
  editor.selection = new vscode.Selection(position, position);
  return { document, editor, position, uri };
}

const run = <Result>(command: string, ...values: unknown[]) =>
  vscode.commands.executeCommand<Result>(command, ...values) as Promise<Result>;

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

async function completions(name: string, text: string) {
  const { document, editor, position, uri } = await open(name, text);
  const list = await run<vscode.CompletionList>('vscode.executeCompletionItemProvider', uri, position);
  return {
    document,
    editor,
    items: list.items,
    named: (name: string) => list.items.find(item => labelOf(item) === name),
  };
}

/** All diagnostics of a document, whoever makes them, once there are some. */
function diagnosticsOf({ uri }: vscode.TextDocument) {
  return eventually(`diagnostics of ${uri.path}`, () => {
    const found = vscode.languages.getDiagnostics(uri);
    return found.length > 0 ? found : undefined;
  });
}

/** Applies the fix of this title and gives the text it leaves. */
async function fix(document: vscode.TextDocument, title: string): Promise<string> {
  const [diagnostic] = await diagnosticsOf(document);
  const action = await eventually(`the fix “${title}”`, async () => {
    const actions = await run<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic!.range,
      vscode.CodeActionKind.QuickFix.value,
      20,
    );
    return actions.find(action => action.title === title && action.edit);
  });
  assert.ok(await vscode.workspace.applyEdit(action.edit!));
  return document.getText();
}

describe('language features of pipeline files', () => {
  afterEach(async () => {
    await run('workbench.action.files.revert');
    await run('workbench.action.closeAllEditors');
  });

  it('completes operations in YAML and inserts a snippet of the required parameters', async () => {
    const { document, editor, named } = await completions('complete.darkroom.yaml', 'steps:\n  - res§\n');
    const resize = named('resize');
    assert.ok(resize);
    assert.match((resize.documentation as vscode.MarkdownString).value, /Scales the image/);
    await editor.insertSnippet(resize.insertText as vscode.SnippetString, resize.range as vscode.Range);
    assert.equal(document.getText(), 'steps:\n  - resize: { width: 224, height: 224 }\n');
    assert.equal(document.getText(editor.selection), '224');
    await run('undo');
    assert.equal(document.getText(), 'steps:\n  - res\n');
  });

  it('completes parameters and values in YAML, and nothing in other files', async () => {
    const block = 'steps:\n  - normalize:\n      mean: imagenet\n      §\n';
    const { named } = await completions('complete.darkroom.yaml', block);
    assert.ok(named('std'));
    assert.equal(named('mean'), undefined);
    const values = await completions('complete.darkroom.yaml', 'steps:\n  - normalize: { mean: § }\n');
    assert.ok(values.named('imagenet'));
    const other = await completions('complete.yaml', 'steps:\n  - §\n');
    // Words of other texts the editor offers anywhere.
    assert.ok(other.items.every(({ kind }) => kind === vscode.CompletionItemKind.Text));
  });

  it('completes JSON, once each', async () => {
    const { document, editor, items, named } = await completions(
      'complete.darkroom.json',
      '{ "steps": [ § ] }',
    );
    const resize = named('resize');
    assert.ok(resize);
    assert.equal(new Set(items.map(labelOf)).size, items.length);
    await editor.insertSnippet(resize.insertText as vscode.SnippetString, resize.range as vscode.Range);
    assert.deepEqual(JSON.parse(document.getText()), { steps: [{ resize: { width: 224, height: 224 } }] });
    const inside = await completions(
      'complete.darkroom.json',
      '{ "steps": [{ "resize": { "width": 3, "§" } }] }',
    );
    assert.ok(inside.named('height'));
    assert.deepEqual(
      inside.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Property).map(labelOf),
      [],
    );
  });

  it('explains under the pointer, with a picture of the step on the sample', async () => {
    const text = 'steps:\n  - orient\n  - gray§scale\n';
    const { uri, position } = await open('hover.darkroom.yaml', text);
    const hoverText = async () => {
      const hovers = await run<vscode.Hover[]>('vscode.executeHoverProvider', uri, position);
      const contents = hovers.flatMap(hover => hover.contents) as vscode.MarkdownString[];
      return contents.map(({ value }) => value).join('\n');
    };
    const plain = await hoverText();
    assert.match(plain, /\*\*Grayscale\*\*/);
    assert.doesNotMatch(plain, /data:image/);

    await run('darkroom.useAsPreviewImage', workspaceFile('home/cat.jpg'));
    const shown = await eventually('a hover with a picture', async () => {
      const found = await hoverText();
      return found.includes('data:image/png') ? found : undefined;
    });
    assert.match(shown, /cat\.jpg, before and after/);
    const [, base64] = /base64,([^)]+)\)/.exec(shown)!;
    const png = Buffer.from(base64!, 'base64');
    assert.equal(png.subarray(1, 4).toString(), 'PNG');
    assert.ok(png.readUInt32BE(16) > 2 * png.readUInt32BE(20) * 0.5, 'two pictures side by side');
    assert.ok(shown.length < 100_000);
  });

  it('lists the parameters of the step that is written', async () => {
    for (const [name, text] of [
      ['signature.darkroom.yaml', 'steps:\n  - resize: { width: 3, § }\n'],
      ['signature.darkroom.json', '{ "steps": [{ "resize": { "width": 3, § } }] }'],
    ] as const) {
      const { uri, position } = await open(name, text);
      const help = await run<vscode.SignatureHelp>('vscode.executeSignatureHelpProvider', uri, position, ',');
      assert.match(help.signatures[0]!.label, /^resize: \{ width: 1 to 65535 px, height/);
      assert.equal(help.activeParameter, 1);
    }
  });

  it('mends a misspelt name, and undo takes it back', async () => {
    const text = 'steps:\n  - gausian_blur\n';
    const { document } = await open('fix.darkroom.yaml', text);
    assert.equal(await fix(document, 'Change to gaussian_blur'), 'steps:\n  - gaussian_blur\n');
    await run('undo');
    assert.equal(document.getText(), text);
  });

  it('mends JSON, where each fault is told once', async () => {
    const text = '{ "steps": [{ "gaussian_blur": { "kernel_size": 4 } }] }';
    const { document } = await open('fix.darkroom.json', text);
    const found = await diagnosticsOf(document);
    // The editor's own JSON support has had the time as well.
    await new Promise(resolve => setTimeout(resolve, 1500));
    assert.deepEqual(
      vscode.languages.getDiagnostics(document.uri).map(({ message }) => message),
      found.map(({ message }) => message),
    );
    assert.equal(found.length, 1);
    assert.equal(await fix(document, 'Change to 5'), text.replace('4', '5'));
  });

  it('moves a step before normalize with its comment', async () => {
    const { document } = await open(
      'move.darkroom.yaml',
      'steps:\n  - normalize: { mean: imagenet, std: imagenet }\n  - resize: { width: 8, height: 8 } # small\noutput: { format: npy }\n',
    );
    assert.equal(
      await fix(document, 'Move before normalize'),
      'steps:\n  - resize: { width: 8, height: 8 } # small\n  - normalize: { mean: imagenet, std: imagenet }\noutput: { format: npy }\n',
    );
  });

  it('mends sizes that vary, a step that cannot work, and values that would be lost', async () => {
    const output = 'output: { format: npy }\n';
    const varying = await open(
      'varying.darkroom.yaml',
      `steps:\n  - resize_longest: { size: 320 }\n  - normalize # last\n${output}`,
    );
    assert.equal(
      await fix(varying.document, 'Add pad to 320×320'),
      `steps:\n  - resize_longest: { size: 320 }\n  - pad: { width: 320, height: 320 }\n  - normalize # last\n${output}`,
    );
    const impossible = await open('impossible.darkroom.yaml', `steps:\n  - flatten\n  - flip\n${output}`);
    assert.equal(
      await fix(impossible.document, 'Move flip before flatten'),
      `steps:\n  - flip\n  - flatten\n${output}`,
    );
    const size = '  - resize: { width: 8, height: 8 }\n';
    const lossy = await open(
      'lossy.darkroom.yaml',
      `steps:\n${size}  - normalize\n  - convert: { dtype: uint8 }\n`,
    );
    assert.equal(
      await fix(lossy.document, 'Remove convert, and set output format to npy'),
      `steps:\n${size}  - normalize\n${output}`,
    );
    await run('undo');
    assert.match(lossy.document.getText(), /convert: { dtype: uint8 }\n$/);
  });

  it('takes out a border mode without effect', async () => {
    const step = (more: string) => `  - convolve: { kernel: [[1, 2]], padding: valid${more} }\n`;
    const rest = 'steps:\n  - resize: { width: 8, height: 8 }\n';
    const output = 'output: { format: npy }\n';
    const { document } = await open('border.darkroom.yaml', `${rest}${step(', border_mode: wrap')}${output}`);
    assert.equal(await fix(document, 'Remove it'), `${rest}${step('')}${output}`);
  });

  it('adds orient first where the sample needs it', async () => {
    const { document } = await open('orient.darkroom.yaml', 'steps:\n  - grayscale\n');
    await run('darkroom.useAsPreviewImage', workspaceFile('home/cat_rotated.jpg'));
    const after = await fix(document, 'Add orient first');
    assert.equal(after, 'steps:\n  - orient\n  - grayscale\n');
  });

  it('lists steps as symbols, in YAML and JSON', async () => {
    for (const [name, text] of [
      ['symbols.darkroom.yaml', 'version: 1\nsteps:\n  - orient\n  - resize: { width: 3, height: 3 }\n'],
      [
        'symbols.darkroom.json',
        '{ "version": 1, "steps": ["orient", { "resize": { "width": 3, "height": 3 } }] }',
      ],
    ] as const) {
      const { uri } = await open(name, text);
      const symbols = await run<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', uri);
      const steps = symbols.find(({ children }) => children.some(child => child.name === 'resize'));
      assert.equal(steps?.name, 'steps');
      assert.deepEqual(
        steps.children.map(child => child.name),
        ['orient', 'resize'],
      );
    }
  });

  it('lays out a text and keeps its comments', async () => {
    const options = { tabSize: 2, insertSpaces: true };
    const format = async (name: string, text: string) => {
      const { document, uri } = await open(name, text);
      const edits = await eventually('edits of the layout', () =>
        run<vscode.TextEdit[] | undefined>('vscode.executeFormatDocumentProvider', uri, options),
      );
      const edit = new vscode.WorkspaceEdit();
      edit.set(uri, edits);
      await vscode.workspace.applyEdit(edit);
      return document.getText();
    };
    assert.equal(
      await format('format.darkroom.yaml', 'steps:\n-  orient # up\n- resize: {width: 3,   height: 3}\n'),
      'steps:\n  - orient # up\n  - resize: { width: 3, height: 3 }\n',
    );
    // In JSON by the editor itself.
    assert.equal(
      await format('format.darkroom.json', '{"steps":["orient"]}'),
      '{\n  "steps": [\n    "orient"\n  ]\n}',
    );
  });
});
