import './editor.ts';
import assert from 'node:assert/strict';
import type { ExtensionContext } from 'vscode';
import type { Outlines } from '../../../src/host/outlines.ts';
import type { Services } from '../../../src/host/services.ts';

type Provide = (...given: readonly unknown[]) => Promise<unknown>;

/** An editor whose engine does not answer, with a pipeline file open. */
async function deafEditor() {
  const editor = await import('./vscode.ts');
  const { Log } = await import('../../../src/host/log.ts');
  const { DarkroomError } = await import('../../../src/shared/errors.ts');
  const listener = () => ({ dispose: () => undefined });
  const told: string[] = [];
  const logged: string[] = [];
  const provided = new Map<string, Provide>();
  let open = (_document: unknown): void => assert.fail('Nobody listens.');
  const deaf = () => Promise.reject(new DarkroomError('not_started', 'It cannot be started.'));
  const document = {
    uri: editor.Uri.file('/a.darkroom.yaml'),
    version: 1,
    isUntitled: true,
    getText: () => 'steps: []',
  };
  const keep =
    (method: string) =>
    (_files: unknown, provider: Record<string, Provide>): void =>
      void provided.set(method, provider[method]!);
  Object.assign(editor.workspace, {
    textDocuments: [],
    onDidChangeConfiguration: listener,
    onDidOpenTextDocument: (given: typeof open) => (open = given),
    onDidChangeTextDocument: listener,
    onDidCloseTextDocument: listener,
    getConfiguration: () => ({ get: (_key: string, otherwise: unknown) => otherwise }),
  });
  Object.assign(editor.window, {
    createOutputChannel: () => ({ warn: (line: string) => logged.push(line) }),
    showErrorMessage: (message: string) => {
      told.push(message);
      return Promise.resolve(undefined);
    },
  });
  Object.assign(editor.languages, {
    createDiagnosticCollection: () => ({ set: () => undefined, delete: () => undefined }),
    registerCodeLensProvider: keep('provideCodeLenses'),
    registerInlayHintsProvider: keep('provideInlayHints'),
    registerCodeActionsProvider: keep('provideCodeActions'),
  });
  const context = {
    subscriptions: [],
    workspaceState: { get: () => undefined },
  } as unknown as ExtensionContext;
  const pipelines = { parse: deaf };
  const services = { log: new Log(), pipelines, engine: {} } as unknown as Services;
  const outlines = { onDidChange: listener, of: deaf } as unknown as Outlines;
  const opened = () => {
    open(document);
  };
  return { context, services, outlines, document, provided, told, logged, opened };
}

describe('an engine that does not answer', () => {
  it('is only logged where the editor asks by itself', async () => {
    const { context, services, outlines, document, provided, told, logged } = await deafEditor();
    const { registerCodeLens } = await import('../../../src/host/codeLens.ts');
    const { registerInlayHints } = await import('../../../src/host/inlayHints.ts');
    const { registerStepMoves } = await import('../../../src/host/stepMoves.ts');
    registerCodeLens(context, services, outlines);
    registerInlayHints(context, services, outlines);
    registerStepMoves(context, services);
    assert.equal(provided.size, 3);
    for (const provide of provided.values()) assert.deepEqual(await provide(document), []);
    assert.deepEqual(logged, Array(3).fill('It cannot be started.'));
    assert.deepEqual(told, []);
  });

  it('is told once where every text that is typed is checked', async () => {
    const { context, services, told, logged, opened } = await deafEditor();
    const { registerDiagnostics } = await import('../../../src/host/diagnostics.ts');
    registerDiagnostics(context, services);
    for (let check = 1; check <= 3; check++) {
      opened();
      while (logged.length < check) await new Promise(resolve => setTimeout(resolve, 2));
    }
    assert.deepEqual(told, ['It cannot be started.']);
  });
});
