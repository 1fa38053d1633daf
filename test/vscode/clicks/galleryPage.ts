import type { Locator } from 'playwright-core';
import { chooseFromMenu } from './explorer.ts';
import type { Session } from './session.ts';
import { framed, webview } from './webview.ts';

export interface GalleryPage {
  /** Opens a folder as a dataset, or brings its gallery to the front. */
  readonly open: (folder: string) => Promise<void>;
  readonly tiles: () => Locator;
  /** The tile of the image whose path begins like this. */
  readonly tile: (path: string) => Locator;
  /** Waits until the footer says so. */
  readonly shown: (text: string | RegExp) => Promise<void>;
  /** Waits until the tiles in sight have a picture, or say why not. */
  readonly settled: () => Promise<void>;
  /** Shows every image through a pipeline; `Originals` for none. */
  readonly lookThrough: (pipeline: string) => Promise<void>;
  /** Opens the panel of details. */
  readonly showDetails: () => Promise<void>;
}

/** What tests do with the page of a gallery. */
export function galleryOf(session: Session): GalleryPage {
  const view = () => webview(session.page);
  const tiles = () => view().locator('.tile');
  return {
    async open(folder) {
      const { page } = session;
      const name = folder.split('/').at(-1)!;
      const tab = page.getByRole('tab', { name: `Dataset ${name}` });
      // Menus close when the Explorer goes along with another file that is being opened.
      if ((await tab.count()) > 0) await tab.click();
      else await chooseFromMenu(page, folder, 'Darkroom', 'Open as Dataset');
      await page.getByRole('tab', { name: `Dataset ${name}`, selected: true }).waitFor();
      await framed(page);
    },
    tiles,
    tile: path => view().locator(`.tile[aria-label^="${path}"]`),
    shown: text => view().locator('#shown').filter({ hasText: text }).waitFor(),
    async settled() {
      await tiles().first().waitFor();
      await view().locator('.progress').waitFor({ state: 'detached' });
      await view().locator('.tile img, .tile .problem').first().waitFor();
    },
    async lookThrough(pipeline) {
      await view().locator('#pipeline').click();
      await view().locator('#pipeline vscode-option').filter({ hasText: pipeline }).click();
      await view()
        .locator('#mode')
        .waitFor({ state: pipeline === 'Originals' ? 'detached' : 'visible' });
    },
    async showDetails() {
      const facets = view().locator('aside.facets');
      if (!(await facets.isVisible())) await view().locator('#panel').click();
      await facets.waitFor();
    },
  };
}
