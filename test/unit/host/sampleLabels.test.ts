import './editor.ts';
import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Shown } from '../../../src/host/shownImage.ts';
import type { FoundLabels } from '../../../src/shared/foundLabels.ts';
import type { Uri } from './vscode.ts';

const image = '/set/images/a.png';
const shown = { name: 'a.png', source: { kind: 'file', path: image, version: '1' } } as unknown as Shown;

describe('the labels of an image that is shown', () => {
  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => {
    mock.timers.reset();
  });

  /** Follows an image whose labels are found in `path`. */
  async function start(path: string, type: number) {
    const editor = await import('./vscode.ts');
    const watched: { readonly pattern: string; readonly changed: (uri: Uri) => void }[] = [];
    editor.workspace['createFileSystemWatcher'] = ({ places }: { places: readonly [Uri, string] }) => {
      const [base, glob] = places;
      const pattern = `${base.path}/${glob}`;
      const none = () => undefined;
      return {
        onDidChange: (changed: (uri: Uri) => void) => watched.push({ pattern, changed }),
        ...{ onDidCreate: none, onDidDelete: none },
        dispose: () => {
          watched.splice(
            watched.findIndex(one => one.pattern === pattern),
            1,
          );
        },
      };
    };
    editor.workspace['getWorkspaceFolder'] = () => undefined;
    editor.workspace['asRelativePath'] = (path: string) => path;
    editor.workspace['fs'] = { stat: () => Promise.resolve({ type }) };
    const { SampleLabels } = await import('../../../src/host/sampleLabels.ts');
    let searches = 0;
    const services = {
      engine: {
        findLabels: (): Promise<FoundLabels> => {
          searches++;
          return Promise.resolve({ path });
        },
      },
      annotations: { choice: { kind: 'near' }, onDidChange: () => ({ dispose: () => undefined }) },
      log: { failure: (thrown: unknown) => assert.fail(String(thrown)) },
    };
    type Parameters = ConstructorParameters<typeof SampleLabels>;
    const labels = new SampleLabels(
      services as unknown as Parameters[0],
      (() => ({ setLabels: () => undefined })) as unknown as Parameters[1],
    );
    labels.follow(shown);
    await setImmediate();
    const change = async (pattern: string, file: string) => {
      for (const one of watched) if (one.pattern === pattern) one.changed(editor.Uri.file(file));
      mock.timers.tick(1000);
      await setImmediate();
    };
    return { labels, watched, change, searches: () => searches };
  }

  it('are looked for again when a file in the folder that holds them changes', async () => {
    const { labels, watched, change, searches } = await start('/set/labels', 2);
    assert.equal(searches(), 1);
    await change('/set/labels/**/*', '/set/labels/a.txt');
    assert.equal(searches(), 2);
    labels.dispose();
    assert.deepEqual(watched, []);
  });

  it('are looked for again when a file beside the YAML of their dataset changes', async () => {
    const { change, searches } = await start('/set/data.yaml', 1);
    await change('/set/**/*', '/set/labels/train/a.txt');
    assert.equal(searches(), 2);
  });

  it('are looked for again when their file changes, and not when another does', async () => {
    const { watched, change, searches } = await start('/set/coco.json', 1);
    await change('/set/*', '/set/notes.txt');
    assert.equal(searches(), 1);
    await change('/set/*', '/set/coco.json');
    assert.equal(searches(), 2);
    assert.equal(watched.length, 1);
  });
});
