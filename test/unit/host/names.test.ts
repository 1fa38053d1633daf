import './editor.ts';
import assert from 'node:assert/strict';
import type { CodeLensProvider, ExtensionContext, TextDocument } from 'vscode';
import type { Outlines } from '../../../src/host/outlines.ts';
import type { Services } from '../../../src/host/services.ts';
import type { CodeLens } from './vscode.ts';

/** The editor makes a picture of it. */
const hostile = '$(flame)';
const shown = String.raw`\$(flame)`;

describe('names in menus and above lines', () => {
  const failure = (thrown: unknown) => assert.fail(String(thrown));
  const context = {
    subscriptions: [],
    workspaceState: { get: () => undefined },
  } as unknown as ExtensionContext;

  it('make no picture of the sample that stands above a pipeline', async () => {
    const editor = await import('./vscode.ts');
    const { registerCodeLens } = await import('../../../src/host/codeLens.ts');
    const listener = () => ({ dispose: () => undefined });
    let provider: CodeLensProvider | undefined;
    Object.assign(editor.workspace, {
      onDidChangeConfiguration: listener,
      getConfiguration: () => ({ get: (_key: string, otherwise: unknown) => otherwise }),
    });
    editor.languages['registerCodeLensProvider'] = (_files: unknown, given: CodeLensProvider) => {
      provider = given;
    };
    const outline = { version: 1, steps: [], sample: `${hostile}.png`, mode: 'train' };
    const outlines = { onDidChange: listener, of: () => Promise.resolve(outline) } as unknown as Outlines;
    registerCodeLens(context, { log: { failure } } as unknown as Services, outlines);
    const document = { uri: editor.Uri.file('/a.darkroom.yaml'), version: 1 } as unknown as TextDocument;
    const lenses = (await provider!.provideCodeLenses(
      document,
      undefined!,
    )) as unknown as readonly CodeLens[];
    assert.equal(lenses.at(-1)!.command.title, `Sample: ${shown}.png`);
  });

  it('make no picture of folders that are offered to be developed', async () => {
    const editor = await import('./vscode.ts');
    const { registerPipelineCommands } = await import('../../../src/host/pipelineCommands.ts');
    const uri = editor.Uri.file(`/set/${hostile}/a.darkroom.yaml`);
    const commands = new Map<string, (clicked: unknown) => Promise<void>>();
    let offered: unknown;
    editor.workspace['workspaceFolders'] = undefined;
    editor.commands['registerCommand'] = (id: string, run: (clicked: unknown) => Promise<void>) => {
      commands.set(id, run);
    };
    editor.window['showQuickPick'] = ([first]: readonly unknown[]) => {
      offered = first;
      return Promise.resolve(undefined);
    };
    const services = {
      log: { failure },
      pipelines: { describe: () => Promise.resolve({ label: '', detail: '', parsed: { pipeline: {} } }) },
    } as unknown as Services;
    registerPipelineCommands(context, services, undefined!);
    await commands.get('darkroom.developWithPipeline')!(uri);
    const { label, detail } = offered as Record<string, string>;
    assert.deepEqual([label, detail], [`$(folder) ${shown}`, `/set/${shown}`]);
  });
});
