import './editor.ts';
import assert from 'node:assert/strict';
import type { ExtensionContext, TextDocument } from 'vscode';
import type { Services } from '../../../src/host/services.ts';
import { outlinePipeline } from '../../../src/engine/pipeline/outline.ts';
import type { EngineService } from '../../../src/shared/protocol.ts';

type Request = Parameters<EngineService['outline']>[0];

/** Turned or not by chance, which is drawn by the path of the image. */
const text = 'steps:\n  - resize: { width: 30, height: 20, p: 0.5, mode: train }\n';

describe('the outline of a pipeline that is previewed', () => {
  it('draws for the sample by its path, as the preview does', async () => {
    const editor = await import('./vscode.ts');
    Object.assign(editor.workspace, {
      asRelativePath: ({ path }: { readonly path: string }) => path.replace(/^\/set\//, ''),
      onDidCloseTextDocument: () => ({ dispose: () => undefined }),
    });
    const { Outlines } = await import('../../../src/host/outlines.ts');
    const uri = editor.Uri.file('/set/a.darkroom.yaml');
    const document = { uri, version: 1, getText: () => text } as unknown as TextDocument;
    const shape = { width: 300, height: 200, channels: 3, dtype: 'uint8', orientation: 1 } as const;

    const shownFor = async (path: string) => {
      const image = editor.Uri.file(`/set/${path}`).toString();
      const context = {
        workspaceState: { get: () => ({ images: [image], chosen: image }) },
      } as unknown as ExtensionContext;
      const state = {
        ...{ pipeline: uri.toString(), mode: 'train' },
        image: { name: path.slice(path.lastIndexOf('/') + 1), facts: { shape } },
      };
      const services = {
        views: { previewOf: () => ({ session: { state } }), onDidChangeState: () => undefined },
        engine: {
          outline: ({ text, language, mode, sample }: Request) =>
            Promise.resolve(outlinePipeline(text, language, mode, sample)),
        },
      } as unknown as Services;
      const { steps } = await new Outlines(context, services).of(document);
      return steps.map(({ leaves }) => leaves?.width);
    };
    const drawnFor = (path: string) =>
      outlinePipeline(text, 'yaml', 'train', { shape, path }).steps.map(({ leaves }) => leaves?.width);

    const paths = Array.from({ length: 8 }, (_value, index) => `set/${index}/a.png`);
    const drawn = paths.map(drawnFor);
    assert.equal(new Set(drawn.flat()).size, 2, 'both are drawn');
    for (const [index, path] of paths.entries()) assert.deepEqual(await shownFor(path), drawn[index], path);
  });
});
