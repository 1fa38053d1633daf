import assert from 'node:assert/strict';
import type { GalleryHost, GalleryState } from '../../../src/shared/gallery.ts';
import type { GridView } from '../../../webview/gallery/gridView.ts';
import { freshMemory } from '../../../webview/gallery/memory.ts';
import { Tiles } from '../../../webview/gallery/tiles.ts';
import { WantedPictures } from '../../../webview/gallery/wanted.ts';

const some = ['a', 'b', 'c', 'd', 'e', 'f'];
const state = { pictures: 0, listing: 1, labels: 0 } as GalleryState;

/** A grid that shows one row of images, and of which the next is near. */
function gridOf(columns: number, images: readonly string[] = some): GridView {
  const grid = { rows: { tiles: images.length }, visible: { first: 0, last: 0 }, columns, top: 0 };
  const near = Math.min(2 * columns, images.length);
  const inSight = () => Array.from({ length: Math.min(columns, near) }, (_value, position) => position);
  const wanted = () => Array.from({ length: near }, (_value, position) => position);
  return { grid, inSight, wanted, pathAt: (position: number) => images[position] } as unknown as GridView;
}

describe('the pictures that a page asks for', () => {
  before(() => {
    globalThis.devicePixelRatio = 1;
  });

  it('are asked for once, and again when there is room for more in a row', () => {
    const asked: Parameters<GalleryHost['want']>[0][] = [];
    const view = gridOf(1);
    const wanted = new WantedPictures(view, new Tiles(() => undefined), request => {
      asked.push(request);
    });
    wanted.want(state, freshMemory, 1);
    wanted.want(state, freshMemory, 1);
    assert.deepEqual(
      asked.map(({ paths }) => paths),
      [['a', 'b']],
    );
    Object.assign(view, gridOf(6));
    wanted.want(state, freshMemory, 1);
    assert.deepEqual(asked.at(-1)!.paths, some);
    assert.equal(asked.length, 2);
  });

  it('are asked for again when the annotations say something else', () => {
    const asked: Parameters<GalleryHost['want']>[0][] = [];
    const tiles = new Tiles(() => undefined);
    const wanted = new WantedPictures(gridOf(1), tiles, request => {
      asked.push(request);
    });
    wanted.want(state, freshMemory, 1);
    const { longest } = asked[0]!;
    for (const path of ['a', 'b']) tiles.receive({ path, pictures: 0, longest, labelled: 0 });
    assert.ok(!wanted.isWaiting(state, freshMemory));
    const now = { ...state, labels: 1 };
    assert.ok(wanted.isWaiting(now, freshMemory));
    wanted.want(now, { ...freshMemory, labels: false }, 1);
    assert.deepEqual(asked.at(-1)!.paths, [], 'labels are not to be seen');
    wanted.want(now, freshMemory, 1);
    assert.deepEqual(asked.at(-1)!.paths, ['a', 'b']);
  });

  it('are waited for as long as one in sight is missing', () => {
    const tiles = new Tiles(() => undefined);
    const wanted = new WantedPictures(gridOf(1), tiles, () => undefined);
    wanted.want(state, freshMemory, 1);
    assert.ok(wanted.isWaiting(state, freshMemory));
    tiles.receive({ path: 'a', pictures: 0, longest: 768 });
    assert.ok(!wanted.isWaiting(state, { ...freshMemory, labels: false }));
  });

  it('are all kept, however many tiles a large screen shows', () => {
    const many = Array.from({ length: 4000 }, (_value, index) => `${index}.png`);
    const tiles = new Tiles(() => undefined);
    const wanted = new WantedPictures(gridOf(2000, many), tiles, ({ longest, paths }) => {
      for (const path of paths) tiles.receive({ path, pictures: 0, longest, labelled: 0 });
    });
    wanted.want(state, freshMemory, 1);
    assert.deepEqual(
      many.filter(path => tiles.lacks(path, 0, 0, 0)),
      [],
    );
    assert.ok(!wanted.isWaiting(state, freshMemory));
  });
});
