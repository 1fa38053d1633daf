import './editor.ts';
import assert from 'node:assert/strict';
import type { Uri } from 'vscode';
import type { EngineService } from '../../../src/shared/protocol.ts';
import type { Client } from '../../../src/shared/rpc.ts';

describe('an edit of a pipeline’s text', () => {
  it('is told to the person when it was not made, because the text was being changed', async () => {
    const editor = await import('./vscode.ts');
    const uri = editor.Uri.file('/a.darkroom.yaml') as unknown as Uri;
    let version = 1;
    const document = {
      uri,
      isUntitled: true,
      getText: () => '',
      get version() {
        return version;
      },
    };
    editor.workspace['textDocuments'] = [document];
    const told: string[] = [];
    Object.assign(editor.window, {
      createOutputChannel: () => ({ warn: () => undefined }),
      showErrorMessage: (message: string) => {
        told.push(message);
        return Promise.resolve(undefined);
      },
    });
    const { editPipelineText } = await import('../../../src/host/pipelineText.ts');
    const { Log } = await import('../../../src/host/log.ts');
    const engine = {
      // The person types whenever the engine is asked.
      edit: () => Promise.resolve([{ start: 0, end: 0, text: String(++version) }]),
    } as unknown as Client<EngineService>;
    const edit = { kind: 'remove', step: [0] } as const;
    await new Log().failure(
      await editPipelineText(engine, uri, edit, false).then(
        () => assert.fail('It cannot have been made.'),
        (thrown: unknown) => thrown,
      ),
    );
    assert.deepEqual(told, ['a.darkroom.yaml was being changed; the edit was not made. Try it again.']);
  });
});
