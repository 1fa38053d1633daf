import assert from 'node:assert/strict';
import { chmod, link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from '../../../src/codec/index.ts';
import { defaultOutput } from '../../../src/shared/pipeline.ts';
import { readFolder } from '../files.ts';
import { chooseFromMenu } from './explorer.ts';
import { galleryOf } from './galleryPage.ts';
import { notification } from './notifications.ts';
import { pick, pickLabels } from './quickInput.ts';
import { useWorkbench } from './session.ts';
import { webview } from './webview.ts';

/** A dataset of class folders and one of images with masks, side by side. */
async function makeSeveral(workspace: string): Promise<void> {
  const photo = (name: string) => join(workspace, 'home', name);
  const sets = join(workspace, 'sets');
  for (const [name, file] of [
    ['cats', 'cat.jpg'],
    ['cups', 'coffee.jpg'],
  ] as const) {
    await mkdir(join(sets, 'pets', name), { recursive: true });
    await link(photo(file), join(sets, 'pets', name, file));
  }
  for (const name of ['images', 'masks']) await mkdir(join(sets, 'outlined', name), { recursive: true });
  await link(photo('coffee.jpg'), join(sets, 'outlined', 'images', 'coffee.jpg'));
  // The left third is of class 1, the right one of class 2.
  const [width, height] = [600, 400];
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++)
    data[at] = at % width < width / 3 ? 1 : at % width < (2 * width) / 3 ? 0 : 2;
  const mask = { data, width, height, channels: 1, orientation: 1 } as const;
  const bytes = await encode(mask, { ...defaultOutput, format: 'png' });
  await writeFile(join(sets, 'outlined', 'masks', 'coffee.png'), bytes);
}

describe('what is done with the images of a gallery', () => {
  const session = useWorkbench(async workspace => {
    await makeSeveral(workspace);
    const blur = '  - gaussian_blur: { kernel_size: 301, sigma: 50 }\n';
    await writeFile(join(workspace, 'slow.darkroom.yaml'), `version: 1\nsteps:\n${blur.repeat(8)}`);
    await mkdir(join(workspace, 'locked'));
    for (const name of ['cat.jpg', 'coffee.jpg'])
      await link(join(workspace, 'home', name), join(workspace, 'locked', name));
  });
  const { open, tiles, tile, shown, settled, lookThrough, showDetails } = galleryOf(session);
  const view = () => webview(session.page);

  it('offers the datasets that a folder holds', async () => {
    const { page } = session;
    await chooseFromMenu(page, 'sets', 'Darkroom', 'Open as Dataset');
    const labels = await pickLabels(page);
    assert.ok(labels.includes('outlined') && labels.includes('pets'), labels.join(' | '));
    await pick(page, 'pets');
    await page.getByRole('tab', { name: 'Dataset pets', selected: true }).waitFor();
    await settled();
    await shown('2 images');
    await view().locator('.recognized').filter({ hasText: 'Class folders' }).waitFor();
  });

  it('copies the paths of the selected images', async () => {
    const { page, workspace } = session;
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await open('home');
    await settled();
    await tile('cat.jpg').click();
    await tile('coffee.jpg').click({ modifiers: ['Control'] });
    await shown('2 selected');
    await view().locator('#action-copyPath').click();
    await view().locator('#filter').click();
    await page.keyboard.press('Control+v');
    await shown('0 of 6 images');
    // A field of one line joins what is pasted.
    const pasted = await view()
      .locator('#filter')
      .evaluate(element => (element as HTMLInputElement).value);
    for (const name of ['cat.jpg', 'coffee.jpg'])
      assert.ok(pasted.includes(join(workspace, 'home', name)), pasted);
    await view().getByRole('button', { name: 'Show All' }).click();
    await shown(/^6 images/);
  });

  it('reveals the selected image in the Explorer', async () => {
    const { page } = session;
    await open('space');
    await settled();
    await tile('rocket.jpg').click();
    await view().locator('#action-reveal').click();
    await page
      .getByRole('tree', { name: 'Files Explorer' })
      .locator('[role=treeitem][aria-selected=true]')
      .filter({ hasText: 'rocket.jpg' })
      .waitFor();
  });

  it('develops the selected images, and nothing else', async () => {
    const { page, workspace } = session;
    await open('home');
    await settled();
    await tile('cat.jpg').click();
    await tile('coffee.jpg').click({ modifiers: ['Control'] });
    await view().locator('#action-develop').click();
    await pick(page, 'grayscale.darkroom.yaml');
    await pick(page, 'developed');
    await pick(page, 'Images Only');
    await notification(page, '2 developed', 60_000);
    const names = [...(await readFolder(join(workspace, 'home', 'developed'))).keys()];
    assert.equal(names.length, 2, names.join(' '));
    assert.ok(names.some(name => name.includes('cat.')) && names.some(name => name.includes('coffee.')));
  });

  it('uses the selected image in the preview of a pipeline that it asks for', async () => {
    const { page } = session;
    await open('home');
    await settled();
    await tile('cat.jpg').click();
    await view().locator('#action-preview').click();
    await pick(page, 'grayscale.darkroom.yaml');
    const tab = page.getByRole('tab', { name: /^Preview grayscale\.darkroom\.yaml/ });
    await tab.waitFor();
    await webview(page).locator('.facts .name').filter({ hasText: 'cat.jpg' }).waitFor();
    await tab.locator('.codicon-close').click();
  });

  it('shows the images of the sizes that are dragged over', async () => {
    const { page } = session;
    await open('home');
    await settled();
    await showDetails();
    await view().locator('#check-health').click();
    const scatter = view().locator('.scatter canvas');
    await scatter.waitFor();
    await scatter.scrollIntoViewIfNeeded();
    const { width, height } = (await scatter.boundingBox())!;
    const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
      await scatter.hover({ position: { x: from[0], y: from[1] } });
      await page.mouse.down();
      await scatter.hover({ position: { x: to[0], y: to[1] } });
      await page.mouse.up();
    };
    await tile('cat.jpg').locator('img').waitFor();
    await drag([width * 0.02, height - 2], [width * 0.72, height * 0.02]);
    await shown(/^[1-5] of 6 images/);
    const narrow = await tiles().count();
    const titles = await tiles().evaluateAll(found => found.map(each => each.getAttribute('title')));
    for (const title of titles) {
      const wide = Number(/^(\d+) × /m.exec(title ?? '')?.[1]);
      assert.ok(wide < 600, `${title}`);
    }
    await drag([width * 0.72, height - 2], [width - 2, height * 0.02]);
    await shown(`${6 - narrow} of 6 images`);
    await scatter.click({ position: { x: width / 2, y: height / 2 } });
    await shown(/^6 images/);
  });

  it('draws masks over the tiles, and hides single ids and all', async () => {
    const { page } = session;
    await chooseFromMenu(page, 'sets/outlined', 'Darkroom', 'Open as Dataset');
    await page.getByRole('tab', { name: 'Dataset outlined', selected: true }).waitFor();
    await settled();
    await view().locator('.recognized').filter({ hasText: 'masks' }).waitFor();
    await shown('1 image');
    const canvas = tiles().first().locator('canvas.labels');
    /** Whether the left, the middle and the right of the tile are painted. */
    const painted = () =>
      canvas.evaluate(element => {
        const { width, height } = element as HTMLCanvasElement;
        const context = (element as HTMLCanvasElement).getContext('2d')!;
        return [0.15, 0.5, 0.85].map(
          share => context.getImageData(width * share, height / 2, 1, 1).data[3]! > 0,
        );
      });
    await canvas.waitFor();
    assert.deepEqual(await painted(), [true, false, true]);
    await showDetails();
    await view().locator('[data-mask-id="2"] vscode-checkbox').click();
    for (let look = 0; look < 100 && (await painted())[2]; look++) await page.waitForTimeout(20);
    assert.deepEqual(await painted(), [true, false, false]);
    await view().getByRole('button', { name: 'Show all ids in the masks' }).click();
    for (let look = 0; look < 100 && !(await painted())[2]; look++) await page.waitForTimeout(20);
    assert.deepEqual(await painted(), [true, false, true]);
    await view().locator('#labels').click();
    await canvas.waitFor({ state: 'detached' });
  });

  it('stops working out what a pipeline does, and goes on when asked to', async function () {
    this.timeout(120_000);
    await open('space');
    await settled();
    await showDetails();
    await view().locator('#check-health').click();
    await view().locator('#facet-findings, .facet.figures').first().waitFor();
    await lookThrough('slow.darkroom.yaml');
    await view().locator('#stop-impact').click();
    await view().locator('#impact').filter({ hasText: 'Stopped.' }).waitFor();
    await view().locator('#impact-again').click();
    await view().locator('#stop-impact').waitFor();
    await lookThrough('Originals');
    await view().locator('#impact').waitFor({ state: 'detached' });
  });

  it('shows a folder that may not be written to', async () => {
    const locked = join(session.workspace, 'locked');
    await chmod(locked, 0o555);
    await open('locked');
    await settled();
    await shown('2 images');
    await tile('cat.jpg').locator('img').waitFor();
    await showDetails();
    await view().locator('#check-health').click();
    await view().locator('.scatter canvas').waitFor();
    assert.equal(await view().locator('[role=alert]').count(), 0);
    await chmod(locked, 0o755);
  });
});
