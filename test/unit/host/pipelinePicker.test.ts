import './editor.ts';
import assert from 'node:assert/strict';
import type { PipelineFiles } from '../../../src/host/pipelineFiles.ts';

describe('the list of pipelines to choose from', () => {
  it('says why a file that is gone meanwhile cannot be opened from it', async () => {
    const editor = await import('./vscode.ts');
    let items: readonly unknown[] = [];
    let press: ((event: { readonly item: unknown }) => void) | undefined;
    let hide: (() => void) | undefined;
    editor.window['createQuickPick'] = () => ({
      onDidAccept: () => undefined,
      onDidTriggerItemButton: (listener: typeof press) => (press = listener),
      onDidHide: (listener: typeof hide) => (hide = listener),
      show: () => undefined,
      hide: () => hide?.(),
      dispose: () => undefined,
      set items(listed: readonly unknown[]) {
        items = listed;
      },
    });
    editor.workspace['textDocuments'] = [];
    editor.workspace['fs'] = {
      stat: () => Promise.reject(Object.assign(new editor.FileSystemError(), { code: 'FileNotFound' })),
    };
    editor.window['showTextDocument'] = () => Promise.reject(new Error('cannot open'));
    const { pickPipeline } = await import('../../../src/host/pipelinePicker.ts');
    const uri = editor.Uri.file('/gone.darkroom.yaml');
    const entry = { id: '', uri, label: 'gone.darkroom.yaml', detail: '', parsed: { diagnostics: [] } };
    const picked = pickPipeline({ search: () => Promise.resolve([entry]) } as unknown as PipelineFiles);
    await new Promise(resolve => setImmediate(resolve));
    const item = items.find(listed => (listed as { readonly entry?: unknown }).entry === entry);
    press?.({ item });
    await assert.rejects(picked, /gone\.darkroom\.yaml is not there/);
  });
});
