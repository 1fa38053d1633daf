import './editor.ts';
import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import type { SetFigures } from '../../../src/shared/datasetReport.ts';
import type { EngineService } from '../../../src/shared/protocol.ts';
import type { Client } from '../../../src/shared/rpc.ts';
import type { Services } from '../../../src/host/services.ts';

describe('a text that is gone', () => {
  const gone = {
    name: 'DarkroomError',
    code: 'not_found',
    message: 'a.darkroom.yaml is not there: it was deleted, moved or renamed.',
  };

  /** A window in which it is not open; the editor's own error says only that it could not be opened. */
  async function withoutIt(): Promise<Uri> {
    const editor = await import('./vscode.ts');
    const missing = () =>
      Promise.reject(Object.assign(new editor.FileSystemError(), { code: 'FileNotFound' }));
    const unopened = () => Promise.reject(new Error('cannot open file:///set/a.darkroom.yaml'));
    Object.assign(editor.workspace, {
      textDocuments: [],
      fs: { stat: missing, readFile: missing },
      openTextDocument: unopened,
      createFileSystemWatcher: () => ({
        onDidChange: () => undefined,
        onDidCreate: () => undefined,
        onDidDelete: () => undefined,
      }),
      onDidChangeWorkspaceFolders: () => undefined,
      onDidChangeTextDocument: () => undefined,
      onDidCloseTextDocument: () => undefined,
    });
    Object.assign(editor.window, { showTextDocument: unopened });
    return editor.Uri.file('/set/a.darkroom.yaml') as unknown as Uri;
  }

  it('is told of as such, whether it is to be shown or edited', async () => {
    const uri = await withoutIt();
    const { openText } = await import('../../../src/host/openText.ts');
    const { editPipelineText } = await import('../../../src/host/pipelineText.ts');
    const engine = {} as Client<EngineService>;
    await assert.rejects(openText(uri), gone);
    await assert.rejects(editPipelineText(engine, uri, { kind: 'remove', step: [0] }, false), gone);
  });

  it('is told of as such when figures are to be written into it', async () => {
    const uri = await withoutIt();
    const { PipelineFiles } = await import('../../../src/host/pipelineFiles.ts');
    const { writeNormalization } = await import('../../../src/host/gallery/writeNormalization.ts');
    const pipelines = new PipelineFiles({} as Client<EngineService>);
    const figures = { mean: [1], std: [1], dtypes: [{ value: 'uint8', count: 1 }] } as unknown as SetFigures;
    const services = { pipelines } as unknown as Services;
    await assert.rejects(writeNormalization(services, figures, uri.toString()), gone);
  });
});
