import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DarkroomHandles } from '../../../src/host/extension.ts';
import { eventually, setText, workspaceFile } from './editing.ts';

const text = `version: 1
steps:
  # upright first
  - orient
  - resize: { width: 64, height: 48 } # small
  - gaussian_blur:
      kernel_size: 5
      enabled: false
  - horizontal_flip: { p: 0.5 }
  - normalize
`;

let document: vscode.TextDocument;
let editor: vscode.TextEditor;

async function open(name: string, content = text): Promise<void> {
  const uri = workspaceFile(name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(content));
  document = await vscode.workspace.openTextDocument(uri);
  editor = await vscode.window.showTextDocument(document);
}

async function close(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

function lenses(): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    100,
  );
}

async function titles(): Promise<readonly (readonly [line: number, title: string])[]> {
  return (await lenses())
    .filter(({ command }) => command?.command.startsWith('darkroom.'))
    .map(({ range, command }): [number, string] => [range.start.line, command!.title]);
}

async function lens(line: number, title: string): Promise<vscode.Command> {
  const found = (await lenses()).find(
    ({ range, command }) => range.start.line === line && command?.title === title,
  );
  assert.ok(found?.command, `there is no lens ${title} above line ${line + 1}`);
  return found.command;
}

function run({ command, arguments: given }: vscode.Command): Thenable<unknown> {
  return vscode.commands.executeCommand(command, ...((given ?? []) as readonly unknown[]));
}

async function hints(): Promise<readonly (readonly [line: number, label: string, tooltip: string])[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const found = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    document.uri,
    all,
  );
  return found
    .map(({ position, label, tooltip }): [number, string, string] => [
      position.line,
      typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
      typeof tooltip === 'string' ? tooltip : (tooltip?.value ?? ''),
    ])
    .sort(([one], [other]) => one - other);
}

async function labels(): Promise<readonly string[]> {
  return (await hints()).map(([line, label]) => `${line + 1} ${label}`);
}

function putCursor(found: string): void {
  const position = document.positionAt(document.getText().indexOf(found));
  editor.selection = new vscode.Selection(position, position);
}

async function becomes(expected: string): Promise<void> {
  await eventually(`the text to become\n${expected}\nfrom\n${document.getText()}`, () =>
    document.getText() === expected ? true : undefined,
  );
}

const handles = () =>
  vscode.extensions.getExtension<DarkroomHandles>('dataset-darkroom.dataset-darkroom')!.activate();

async function previewSession() {
  const { views } = await handles();
  return eventually('a preview of the file', () => {
    const session = views.all.find(view => view.session.state.pipeline === document.uri.toString())?.session;
    return session?.state.developed && !session.state.busy ? session : undefined;
  });
}

describe('lenses of a pipeline file', () => {
  before(() => open('lenses.darkroom.yaml'));
  after(close);

  it('stand above the file and above each step', async () => {
    const file = ['Preview beside', 'Develop dataset…', 'Mode: train', 'Sample: choose…'];
    const shown = await titles();
    assert.deepEqual(
      shown.filter(([line]) => line === 0).map(([, title]) => title.replace(/^\$\(.*\) /, '')),
      file,
    );
    const ofSteps = shown.filter(([line]) => line > 0);
    assert.deepEqual([...new Set(ofSteps.map(([line]) => line))], [3, 4, 5, 8, 9]);
    assert.deepEqual(
      ofSteps.filter(([line]) => line === 3).map(([, title]) => title),
      ['Preview up to here', 'Disable', 'Histogram'],
    );
    assert.deepEqual(
      ofSteps.filter(([line]) => line === 5).map(([, title]) => title),
      ['Preview up to here', 'Enable', 'Histogram'],
    );
  });

  it('do not go while the text is half typed', async () => {
    const whole = (await titles()).length;
    await setText(document, text.replace('width: 64', 'width: [64'));
    assert.equal((await titles()).length, whole);
    await setText(document, text.replace('- orient', '- orien'));
    assert.equal((await titles()).length, whole);
    await setText(document, text);
  });

  it('disable and enable a step in the text, and undo takes it back', async () => {
    const disable = await lens(4, 'Disable');
    await run(disable);
    await becomes(text.replace('height: 48 }', 'height: 48, enabled: false }'));
    const enable = await lens(4, 'Enable');
    assert.equal(enable.command, disable.command);
    await vscode.commands.executeCommand('undo');
    await becomes(text);

    const other = await lens(5, 'Enable');
    await run(other);
    await becomes(text.replace('      enabled: false\n', ''));
    await vscode.commands.executeCommand('undo');
    await becomes(text);
  });

  it('are turned off by settings', async () => {
    const settings = vscode.workspace.getConfiguration('darkroom');
    await settings.update('stepCodeLens', false, vscode.ConfigurationTarget.Global);
    assert.deepEqual([...new Set((await titles()).map(([line]) => line))], [0]);
    await settings.update('pipelineCodeLens', false, vscode.ConfigurationTarget.Global);
    assert.deepEqual(await titles(), []);
    await settings.update('stepCodeLens', undefined, vscode.ConfigurationTarget.Global);
    await settings.update('pipelineCodeLens', undefined, vscode.ConfigurationTarget.Global);
  });
});

describe('hints behind the steps', () => {
  before(() => open('hints.darkroom.yaml'));
  after(close);

  it('say what leaves each step of an assumed photograph', async () => {
    assert.deepEqual(await labels(), [
      '4 → w×h×3 uint8',
      '5 → 64×48×3 uint8',
      '6 skipped',
      '9 → 64×48×3 uint8',
      '10 → 64×48×3 float32',
    ]);
    assert.match((await hints())[0]![2], /assumed/);
  });

  it('follow the text, and stay while it is half typed', async () => {
    await setText(document, text.replace('width: 64', 'width: 65'));
    assert.equal((await labels())[1], '5 → 65×48×3 uint8');
    await setText(document, text.replace('width: 64', 'width: [65'));
    assert.equal((await labels())[1], '5 → 65×48×3 uint8');
    await setText(document, text);
  });

  it('say why a step cannot work', async () => {
    await setText(
      document,
      text.replace('- normalize', '- normalize: { mean: [0, 0, 0, 0], std: [1, 1, 1, 1] }'),
    );
    const [, label, tooltip] = (await hints()).at(-1)!;
    assert.equal(label, '→ cannot work');
    assert.match(tooltip, /but received 4/);
    await setText(document, text);
  });

  it('are turned off by a setting', async () => {
    const settings = vscode.workspace.getConfiguration('darkroom');
    await settings.update('pipelineInlayHints', false, vscode.ConfigurationTarget.Global);
    assert.deepEqual(await labels(), []);
    await settings.update('pipelineInlayHints', undefined, vscode.ConfigurationTarget.Global);
  });

  it('tell the sample’s own shapes and the time once it is previewed', async () => {
    await vscode.commands.executeCommand('darkroom.previewPipeline', document.uri);
    const session = await previewSession();
    const { name, facts } = session.state.image!;
    const shown = await eventually('times', async () => {
      const now = await labels();
      return now[1]?.endsWith('ms') ? now : undefined;
    });
    const upright = session.state.developed!.steps[0]!.shape;
    assert.ok(
      shown[0]!.startsWith(`4 → ${upright.width}×${upright.height}×${facts.shape.channels} uint8 · `),
      shown[0],
    );
    assert.match(shown[1]!, /^5 → 64×48×\d uint8 · [\d.]+ ms$/);
    assert.ok((await titles()).some(([line, title]) => line === 0 && title === `Sample: ${name}`));
  });

  it('follow the mode that the lens switches', async () => {
    const session = await previewSession();
    const toggle = await lens(0, 'Mode: train');
    await run(toggle);
    assert.equal(session.state.mode, 'inference');
    await lens(0, 'Mode: inference');
    assert.equal((await labels())[3], '9 skipped');
  });
});

describe('commands for the step at the cursor', () => {
  before(() => open('commands.darkroom.yaml'));
  after(close);

  it('move it with its comment, and the cursor with it', async () => {
    putCursor('orient');
    await vscode.commands.executeCommand('darkroom.moveStepDown');
    const moved = text
      .replace('  # upright first\n  - orient\n', '')
      .replace('# small\n', '# small\n  # upright first\n  - orient\n');
    await becomes(moved);
    await vscode.commands.executeCommand('darkroom.moveStepUp');
    await becomes(text);
    // The first one stays where it is.
    await vscode.commands.executeCommand('darkroom.moveStepUp');
    await becomes(text);
    assert.equal(document.lineAt(editor.selection.active.line).text, '  - orient');
  });

  it('disable, duplicate and remove it, each undone alone', async () => {
    putCursor('kernel_size');
    await vscode.commands.executeCommand('darkroom.toggleStep');
    await becomes(text.replace('      enabled: false\n', ''));
    await vscode.commands.executeCommand('undo');
    await becomes(text);

    putCursor('horizontal_flip');
    await vscode.commands.executeCommand('darkroom.duplicateStep');
    const line = '  - horizontal_flip: { p: 0.5 }\n';
    await becomes(text.replace(line, line + line));
    await vscode.commands.executeCommand('darkroom.removeStep');
    await becomes(text);
    await vscode.commands.executeCommand('undo');
    await becomes(text.replace(line, line + line));
    await vscode.commands.executeCommand('undo');
    await becomes(text);
  });

  it('preview up to it, and the preview follows the cursor', async () => {
    putCursor('resize');
    await vscode.commands.executeCommand('darkroom.previewStep');
    const session = await previewSession();
    await eventually('the step in focus', () => (session.state.focus?.join() === '1' ? true : undefined));
    putCursor('normalize');
    await eventually('the step at the cursor', () =>
      session.state.focus?.join() === '4' ? true : undefined,
    );
  });

  it('follow the cursor of either editor of a split text, and move that of the one at hand', async () => {
    await vscode.commands.executeCommand('darkroom.previewPipeline', document.uri);
    const session = await previewSession();
    const other = await vscode.window.showTextDocument(document, vscode.ViewColumn.Three);
    const before = editor.selection;
    const position = document.positionAt(text.indexOf('gaussian_blur'));
    other.selection = new vscode.Selection(position, position);
    await eventually('the step at the cursor', () =>
      session.state.focus?.join() === '2' ? true : undefined,
    );
    const { views } = await handles();
    await views.previewOf(document.uri)!.editing!.focus([0]);
    assert.equal(document.lineAt(other.selection.active.line).text, '  - orient');
    assert.ok(editor.selection.isEqual(before));
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('have keys that nothing else has in a text', async () => {
    const defaults = await vscode.workspace.openTextDocument(
      vscode.Uri.parse('vscode://defaultsettings/keybindings.json'),
    );
    const bindings = [...defaults.getText().matchAll(/"key": "([^"]+)",\s+"command": "([^"]+)"/g)];
    const own = bindings.filter(([, , command]) => command!.startsWith('darkroom.'));
    assert.ok(own.length >= 5);
    for (const [, key, command] of own) {
      const others = bindings.filter(([, other, id]) => other === key && id !== command);
      assert.deepEqual(
        others.map(([, , id]) => id).filter(id => id !== 'markdown.showPreviewToSide'),
        [],
        `${command!} has ${key!}`,
      );
    }
  });
});

describe('commands and lenses of steps inside others', () => {
  const nested = `steps:
  - orient
  - one_of:
      p: 1
      steps:
        # soft
        - gaussian_blur: { kernel_size: 5 }
        - some_of: { steps: [invert, flip] }
`;
  before(() => open('nested.darkroom.yaml', nested));
  after(close);

  it('move the innermost step at the cursor, and the cursor with it', async () => {
    const blur = '        # soft\n        - gaussian_blur: { kernel_size: 5 }\n';
    const other = '        - some_of: { steps: [invert, flip] }\n';
    putCursor('kernel_size');
    await vscode.commands.executeCommand('darkroom.moveStepDown');
    await becomes(nested.replace(blur + other, other + blur));
    // It is the last one inside, and does not leave the step around it.
    await vscode.commands.executeCommand('darkroom.moveStepDown');
    await becomes(nested.replace(blur + other, other + blur));
    await vscode.commands.executeCommand('darkroom.moveStepUp');
    await becomes(nested);
  });

  it('disable, duplicate and remove it, each undone alone', async () => {
    putCursor('invert');
    await vscode.commands.executeCommand('darkroom.toggleStep');
    await becomes(nested.replace('[invert,', '[{ invert: { enabled: false } },'));
    await vscode.commands.executeCommand('undo');
    await becomes(nested);
    putCursor('flip');
    await vscode.commands.executeCommand('darkroom.duplicateStep');
    await becomes(nested.replace('flip]', 'flip, flip]'));
    await vscode.commands.executeCommand('darkroom.removeStep');
    await becomes(nested);
  });

  it('have lenses where a line begins with the step', async () => {
    const inner = (await titles()).filter(([line]) => line > 2);
    assert.deepEqual(inner, [
      [6, 'Edit in preview'],
      [6, 'Disable'],
      [7, 'Edit in preview'],
      [7, 'Disable'],
    ]);
    await run(await lens(6, 'Disable'));
    await becomes(nested.replace('kernel_size: 5 }', 'kernel_size: 5, enabled: false }'));
    await vscode.commands.executeCommand('undo');
    await becomes(nested);
  });

  it('open the form of the step, and the preview follows the cursor into others', async () => {
    await run(await lens(6, 'Edit in preview'));
    const session = await previewSession();
    const focused = (path: string) =>
      eventually(`the step ${path} in focus`, () =>
        session.state.focus?.join() === path ? true : undefined,
      );
    await focused('1,0');
    putCursor('flip');
    await focused('1,1,1');
    putCursor('p: 1');
    await focused('1');
  });
});
