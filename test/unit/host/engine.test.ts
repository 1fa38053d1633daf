import './editor.ts';
import assert from 'node:assert/strict';
import type { ExtensionContext } from 'vscode';
import type { Log } from '../../../src/host/log.ts';

describe('the engine of the editor', () => {
  it('follows the settings of its process', async () => {
    const editor = await import('./vscode.ts');
    const { createEngine } = await import('../../../src/host/engine.ts');
    const settings: Record<string, number> = {};
    let change = (_event: unknown): void => assert.fail('Nobody listens.');
    Object.assign(editor.workspace, {
      getConfiguration: () => ({ get: (key: string, otherwise: number) => settings[key] ?? otherwise }),
      onDidChangeConfiguration: (listener: typeof change) => (change = listener),
    });
    const context = { extensionUri: editor.Uri.file('/'), subscriptions: [] };
    const engine = createEngine(context as unknown as ExtensionContext, {} as unknown as Log);
    const told: unknown[] = [];
    engine.adjust = given => told.push(given);
    const set = (key: string, value: number) => {
      settings[key] = value;
      change({ affectsConfiguration: (name: string) => name === `darkroom.${key}` });
    };
    set('workers', 3);
    set('engineIdleSeconds', 5);
    set('workers', 0);
    set('outputFolder', 0);
    assert.deepEqual(told, [
      { threads: 3, idleSeconds: 60 },
      { threads: 3, idleSeconds: 5 },
      { threads: undefined, idleSeconds: 5 },
    ]);
    await engine.dispose();
  });
});
