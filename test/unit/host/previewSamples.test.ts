import './editor.ts';
import assert from 'node:assert/strict';
import type { Memento, Uri } from 'vscode';

async function samplesOf() {
  const editor = await import('./vscode.ts');
  const { PreviewSamples } = await import('../../../src/host/previewSamples.ts');
  let kept: unknown;
  const memento = {
    get: () => kept,
    update: (_key: string, value: unknown) => {
      kept = value;
      return Promise.resolve();
    },
  } as unknown as Memento;
  const uriOf = (path: string) => editor.Uri.file(path) as unknown as Uri;
  const open = () => new PreviewSamples(memento, uriOf('/a.darkroom.yaml'));
  const images = (from: number, count: number) =>
    Array.from({ length: count }, (_value, index) => uriOf(`/${from + index}.png`));
  return { open, images };
}

describe('samples of a preview', () => {
  it('hold the one that is shown when more are added than are kept', async () => {
    const { open, images } = await samplesOf();
    const samples = open();
    samples.add(images(0, 30));
    assert.equal(samples.all.length, 24);
    assert.equal(samples.chosen?.path, '/6.png');
    assert.ok(samples.list.some(({ id }) => id === samples.chosenId));
    assert.equal(open().chosen?.path, '/6.png');
  });

  it('hold the one that is shown when it has to give way to others', async () => {
    const { open, images } = await samplesOf();
    const samples = open();
    samples.add(images(0, 24));
    samples.add([...images(0, 1), ...images(24, 1)]);
    assert.equal(samples.chosen?.path, '/24.png');
  });
});
