import './editor.ts';
import assert from 'node:assert/strict';
import type { Memento, Uri, WebviewPanel } from 'vscode';

/** Panels that a window holds, and what is remembered of them. */
async function windowWith() {
  const editor = await import('./vscode.ts');
  const { PanelTitles } = await import('../../../src/host/panelTitles.ts');
  editor.workspace['asRelativePath'] = ({ path }: { readonly path: string }) => path.replace(/^\/set\//, '');
  let kept: unknown;
  const memento = {
    get: (_key: string, otherwise: unknown) => kept ?? otherwise,
    update: (_key: string, value: unknown) => {
      kept = JSON.parse(JSON.stringify(value));
      return Promise.resolve();
    },
  } as unknown as Memento;
  const open: { readonly panel: WebviewPanel; readonly uri: Uri }[] = [];
  const tabs: { readonly label: string; readonly input: unknown }[] = [];
  editor.window['tabGroups'] = { all: [{ tabs: [] }, { tabs }] };
  const titles = new PanelTitles(memento, 'titles', 'preview', () => open);
  const uriOf = (path: string) => editor.Uri.file(path) as unknown as Uri;
  const add = (path: string): string => {
    const uri = uriOf(path);
    const title = titles.titleFor('Preview', path.slice(path.lastIndexOf('/') + 1), uri);
    open.push({ panel: { title } as WebviewPanel, uri });
    tabs.push({ label: title, input: new editor.TabInputWebview('mainThreadWebview-preview') });
    titles.remember(title, uri);
    return title;
  };
  const close = (title: string) => {
    open.splice(
      open.findIndex(({ panel }) => panel.title === title),
      1,
    );
    tabs.splice(
      tabs.findIndex(({ label }) => label === title),
      1,
    );
  };
  /** Loads the window again: of what was open, the editor has the tabs. */
  const reload = () => {
    open.length = 0;
  };
  return { titles, add, close, reload, uriOf };
}

describe('titles of panels', () => {
  it('are those of one file each, whichever was opened first', async () => {
    const { titles, add } = await windowWith();
    const paths = ['/set/deep/a.darkroom.yaml', '/set/a.darkroom.yaml', '/else/a.darkroom.yaml'];
    assert.deepEqual(
      paths.map(add).map(title => titles.find(title)?.path),
      paths,
    );
  });

  it('stay when a text is saved under the name that it has', async () => {
    const { titles, add, uriOf } = await windowWith();
    const title = add('/set/a.darkroom.yaml');
    assert.equal(titles.titleFor('Preview', 'a.darkroom.yaml', uriOf('/set/a.darkroom.yaml')), title);
  });

  it('lead back to what is open, however long ago it was opened first', async () => {
    const { titles, add, close } = await windowWith();
    const first = '/set/first.darkroom.yaml';
    close(add(first));
    for (let index = 0; index < 49; index++) close(add(`/set/${index}.darkroom.yaml`));
    const title = add(first);
    add('/set/last.darkroom.yaml');
    assert.equal(titles.find(title)?.path, first);
  });

  it('are not given to others while the editor has yet to bring their panels back', async () => {
    const { titles, add, close, reload, uriOf } = await windowWith();
    const first = '/set/a.darkroom.yaml';
    const title = add(first);
    reload();
    assert.equal(titles.waitingTab(uriOf(first))?.label, title);
    const other = add('/else/a.darkroom.yaml');
    assert.equal(titles.waitingTab(uriOf('/else/a.darkroom.yaml')), undefined);
    for (let index = 0; index < 60; index++) close(add(`/set/${index}.darkroom.yaml`));
    assert.deepEqual(
      [title, other].map(each => titles.find(each)?.path),
      [first, '/else/a.darkroom.yaml'],
    );
  });
});
