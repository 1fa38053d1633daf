import assert from 'node:assert/strict';
import { link, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WholeImpact } from '../../../src/worker/client.ts';
import { darkroom } from '../commandLine.ts';
import { chooseFromMenu } from './explorer.ts';
import { galleryOf } from './galleryPage.ts';
import { pick } from './quickInput.ts';
import { useWorkbench } from './session.ts';
import { replaceText } from './textEditor.ts';
import { picture, webview } from './webview.ts';

const many = 20_000;
const originals = ['cat.jpg', 'coffee.jpg', 'gray_cat.png', 'cup_cut_out.png'] as const;

/** Hard links to a few photographs, in two class folders. */
async function linkMany(workspace: string): Promise<void> {
  for (const name of ['cats', 'cups']) await mkdir(join(workspace, 'many', name), { recursive: true });
  for (let index = 0; index < many; index++) {
    const original = originals[index % originals.length]!;
    const folder = original.includes('cat') ? 'cats' : 'cups';
    const name = `${String(index).padStart(5, '0')}-${original}`;
    await link(join(workspace, 'home', original), join(workspace, 'many', folder, name));
  }
}

/** Two photographs with a box each. */
async function labelSome(workspace: string): Promise<void> {
  const folder = join(workspace, 'labelled');
  await mkdir(folder);
  for (const name of ['cat.jpg', 'coffee.jpg']) await link(join(workspace, 'home', name), join(folder, name));
  const annotations = {
    images: [
      { id: 1, file_name: 'cat.jpg', width: 451, height: 300 },
      { id: 2, file_name: 'coffee.jpg', width: 600, height: 400 },
    ],
    categories: [
      { id: 1, name: 'face' },
      { id: 2, name: 'cup' },
    ],
    annotations: [
      { id: 1, image_id: 1, category_id: 1, bbox: [100, 50, 250, 200], area: 50_000, iscrowd: 0 },
      { id: 2, image_id: 2, category_id: 2, bbox: [200, 80, 250, 250], area: 62_500, iscrowd: 0 },
    ],
  };
  await writeFile(join(folder, 'annotations.json'), JSON.stringify(annotations));
}

describe('gallery of a dataset', () => {
  const session = useWorkbench(async workspace => {
    await writeFile(join(workspace, 'home', 'broken.png'), 'This is no image.');
    await writeFile(join(workspace, 'written.darkroom.yaml'), 'version: 1\nsteps:\n  - grayscale\n');
    const enlarge = 'version: 1\nsteps:\n  - resize: { width: 902, height: 600 }\n';
    await writeFile(join(workspace, 'enlarge.darkroom.yaml'), enlarge);
    await linkMany(workspace);
    await mkdir(join(workspace, 'nothing'));
    await labelSome(workspace);
  });

  const { open, tiles, tile, shown, settled } = galleryOf(session);

  async function figuresOf(folder: string): Promise<{ mean: readonly number[]; std: readonly number[] }> {
    const { stdout } = await darkroom(session.workspace, 'check', folder, '--json', '--fail-on', 'never');
    return (JSON.parse(stdout) as { figures: { mean: number[]; std: number[] } }).figures;
  }

  it('shows the images of a folder, and why one cannot be shown', async () => {
    await open('home');
    await settled();
    await shown('7 images');
    await tile('cat.jpg').locator('img').waitFor();
    await tile('broken.png')
      .locator('.problem')
      .filter({ hasText: 'looks like text, not an image' })
      .waitFor();
  });

  it('opens the image that is double-clicked, or reached by keys', async () => {
    const { page } = session;
    await open('home');
    await settled();
    await tile('coffee.jpg').dblclick();
    await page.getByRole('tab', { name: 'coffee.jpg', selected: true }).waitFor();
    await picture(page);
    await page.getByRole('tab', { name: 'Dataset home' }).click();
    await settled();
    await tile('broken.png').click();
    await page.keyboard.press('ArrowRight');
    await webview(page).locator('.tile.selected[aria-label^="cat.jpg"]').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'cat.jpg', selected: true }).waitFor();
    await picture(page);
    await page.locator('[role=treeitem][aria-selected=true]').filter({ hasText: 'cat.jpg' }).waitFor();
  });

  it('scrolls through twenty thousand images with a bounded number of elements', async () => {
    const { page } = session;
    await open('many');
    await settled();
    await shown(`${many.toLocaleString('en')} images`);
    assert.ok((await tiles().count()) < 400, 'far more tiles are in the page than are seen');
    await tiles().first().click();
    await page.keyboard.press('End');
    await tile(`cups/${String(many - 1).padStart(5, '0')}`)
      .locator('img')
      .waitFor();
    await page.keyboard.press('Home');
    await tile('cats/00000-cat.jpg').locator('img').waitFor();
    assert.ok((await tiles().count()) < 400);
  });

  it('filters by text and class, groups, and selects all that is shown', async () => {
    const { page } = session;
    await open('many');
    await settled();
    const view = webview(page);
    await view.locator('#filter').pressSequentially('gray_cat');
    await shown(`${(many / 4).toLocaleString('en')} of ${many.toLocaleString('en')} images`);
    await tiles().first().click();
    await page.keyboard.press('Control+a');
    await shown(`${(many / 4).toLocaleString('en')} selected`);
    await page.keyboard.press('Escape');
    await shown(/images$/);
    await view.locator('#filter').click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await shown(`${many.toLocaleString('en')} images`);

    await view.locator('#panel').click();
    await view.locator('#facet-classes li').filter({ hasText: 'cats' }).locator('vscode-checkbox').click();
    await shown(`${(many / 2).toLocaleString('en')} of`);
    await tile('cups/').first().waitFor();
    assert.equal(await tile('cats/').count(), 0);
    await view.getByRole('button', { name: 'Show all classes' }).click();
    await shown(/^20,000 images$/);
    await view.locator('#grouping').click();
    await view.locator('#grouping vscode-option').filter({ hasText: 'Class' }).click();
    await view.locator('.sticky').filter({ hasText: 'cats' }).waitFor();
  });

  it('shows every image through a pipeline, and again as it is', async () => {
    const { page } = session;
    await open('home');
    await settled();
    const picture = () =>
      tile('coffee.jpg')
        .locator('img')
        .evaluate(async element => {
          const image = element as HTMLImageElement;
          await image.decode();
          const canvas = document.createElement('canvas');
          canvas.width = canvas.height = 8;
          const context = canvas.getContext('2d')!;
          context.drawImage(image, 0, 0, 8, 8);
          const { data } = context.getImageData(0, 0, 8, 8);
          let color = 0;
          for (let at = 0; at < data.length; at += 4)
            color += Math.abs(data[at]! - data[at + 1]!) + Math.abs(data[at + 1]! - data[at + 2]!);
          return color / 64;
        });
    assert.ok((await picture()) > 10, 'the photograph has colours');
    const view = webview(page);
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'grayscale.darkroom.yaml' }).click();
    await view.locator('#mode').waitFor();
    await view.locator('.tile.pending').first().waitFor({ state: 'detached' });
    await settled();
    assert.ok((await picture()) < 4, 'the steps take the colours away');
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'Originals' }).click();
    await view.locator('#mode').waitFor({ state: 'detached' });
    await view.locator('.tile.pending').first().waitFor({ state: 'detached' });
    await settled();
    assert.ok((await picture()) > 10, 'the colours are back');
  });

  it('follows the pipeline as it is written, and says why an image fails', async () => {
    const { page } = session;
    await open('home');
    await settled();
    const view = webview(page);
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'written.darkroom.yaml' }).click();
    await view.locator('#mode').waitFor();
    await view.locator('.tile.pending').first().waitFor({ state: 'detached' });
    await settled();
    assert.equal(await view.locator('.tile .problem').count(), 1, 'only the broken file fails');
    await chooseFromMenu(page, 'written.darkroom.yaml', 'Open to the Side');
    const tab = page.getByRole('tab', { name: 'written.darkroom.yaml' });
    await tab.waitFor();
    await replaceText(page, 'version: 1\nsteps:\n  - crop: { x: 0, y: 250, width: 100, height: 50 }\n');
    await tile('gray_cat.png').locator('.problem').filter({ hasText: 'Step 1' }).waitFor();
    await tile('coffee.jpg').locator('img').waitFor();
    await replaceText(page, 'version: 1\nsteps:\n  - nonsense\n');
    await view.locator('[data-banner=stale]').filter({ hasText: 'nonsense' }).waitFor();
    await replaceText(page, 'version: 1\nsteps:\n  - grayscale\n');
    await view.locator('[data-banner=stale]').waitFor({ state: 'detached' });
    await tile('gray_cat.png').locator('img').waitFor();
    await page.keyboard.press('Control+s');
    await page.locator('.tab.dirty').waitFor({ state: 'detached' });
    await tab.locator('.codicon-close').click();
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'Originals' }).click();
    await view.locator('#mode').waitFor({ state: 'detached' });
  });

  it('selects a range with Shift and the mouse or the arrows, and single images with Space', async () => {
    const { page } = session;
    await open('home');
    await settled();
    const chosen = async (...positions: readonly number[]) => {
      await shown(positions.length === 0 ? /^7 images$/ : `, ${positions.length} selected`);
      const selected = await webview(page)
        .locator('.tile.selected')
        .evaluateAll(elements =>
          elements.map(element => Number((element as HTMLElement).dataset['position'])),
        );
      assert.deepEqual(selected, positions);
    };
    await tiles().nth(1).click();
    await chosen(1);
    await tiles()
      .nth(4)
      .click({ modifiers: ['Shift'] });
    await chosen(1, 2, 3, 4);
    await tiles()
      .nth(2)
      .click({ modifiers: ['Shift'] });
    await chosen(1, 2);
    await page.keyboard.press('Shift+ArrowRight');
    await chosen(1, 2, 3);
    for (let press = 0; press < 3; press++) await page.keyboard.press('Shift+ArrowLeft');
    await chosen(0, 1);
    await page.keyboard.press('Escape');
    await chosen();
    await page.keyboard.press('Space');
    await chosen(0);
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Space');
    await chosen(0, 2);
    await page.keyboard.press('Space');
    await chosen(0);
    await page.keyboard.press('Escape');
  });

  it('has a menu on the selected images', async () => {
    const { page } = session;
    await open('home');
    await settled();
    await tile('cat.jpg').click();
    await tile('coffee.jpg').click({ modifiers: ['Control'] });
    await shown('2 selected');
    await tile('coffee.jpg').click({ button: 'right' });
    const entry = page.locator('.context-view .action-label').filter({ hasText: /^Copy Path$/ });
    await entry.waitFor();
    const labels = await page.locator('.context-view .action-label').allTextContents();
    assert.deepEqual(
      labels.filter(label => label !== ''),
      [
        'Open in Darkroom',
        'Reveal in Explorer',
        'Use as Preview Image',
        'Develop with Pipeline…',
        'Exclude from Pipeline…',
        'Copy Path',
      ],
    );
    await page.waitForTimeout(150);
    await page
      .locator('.context-view .action-label')
      .filter({ hasText: /^Open in Darkroom$/ })
      .click();
    await page.getByRole('tab', { name: 'coffee.jpg', selected: true }).waitFor();
    await page.getByRole('tab', { name: 'cat.jpg' }).waitFor();
    await picture(page);
  });

  it('draws the labels, and hides those of a class', async () => {
    await open('labelled');
    await settled();
    const view = webview(session.page);
    await view.locator('.recognized').filter({ hasText: 'COCO' }).waitFor();
    const painted = (path: string) =>
      tile(path)
        .locator('canvas.labels')
        .evaluate(element => {
          const canvas = element as HTMLCanvasElement;
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
          return data.some(level => level > 0);
        });
    await tile('cat.jpg').locator('canvas.labels').waitFor();
    await tile('coffee.jpg').locator('canvas.labels').waitFor();
    assert.ok(await painted('cat.jpg'));
    await view.locator('#panel').click();
    await view.locator('#facet-classes li').filter({ hasText: 'face' }).locator('vscode-checkbox').click();
    await shown('1 of 2 images');
    await view.getByRole('button', { name: 'Show all classes' }).click();
    await view.locator('#labels').click();
    await view.locator('canvas.labels').first().waitFor({ state: 'detached' });
  });

  it('checks the health: badges, a filter, the list of problems, figures into the pipeline', async () => {
    const { page } = session;
    await open('home');
    await settled();
    const view = webview(page);
    if (!(await view.locator('#check-health').isVisible())) await view.locator('#panel').click();
    await view.locator('#check-health').click();
    await view.locator('#facet-findings li[data-rule=unreadable]').waitFor();
    await tile('broken.png').locator('.badge[data-severity=error]').waitFor();
    await view.locator('#facet-findings li[data-rule=unreadable] vscode-checkbox').click();
    await shown(/^1 of 7 images/);
    await tile('broken.png').waitFor();
    await view.locator('#facet-findings li[data-rule=unreadable] vscode-checkbox').click();
    await shown(/^7 images/);

    await view.locator('#select-excluded').click();
    await webview(page).locator('.tile.selected[aria-label^="broken.png"]').waitFor();

    await view.locator('#write-normalization').click();
    await pick(page, /example\.darkroom\.yaml/);
    await page.getByRole('tab', { name: 'example.darkroom.yaml' }).waitFor();
    const { mean, std } = await figuresOf('home');
    for (const values of [mean, std]) {
      const first = String(Number((values[0]! / 255).toPrecision(5)));
      await page.locator('.view-line').filter({ hasText: first }).first().waitFor();
    }
  });

  it('leads from the list of problems to the image', async () => {
    const { page } = session;
    await open('home');
    await settled();
    await page.keyboard.press('Control+Shift+M');
    const row = page.locator('.part.panel [role=treeitem]').filter({ hasText: 'looks like text' });
    await row.dblclick();
    await page.getByRole('tab', { name: 'broken.png', selected: true }).waitFor();
    // Keys may go to the page of the image.
    await page.locator('.part.panel').locator('.codicon-panel-close, .codicon-close').first().click();
    await row.waitFor({ state: 'detached' });
  });

  it('says what the chosen pipeline does to all images', async () => {
    const { page, workspace } = session;
    await open('labelled');
    await settled();
    const view = webview(page);
    if (!(await view.locator('#check-health').isVisible())) await view.locator('#panel').click();
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'enlarge.darkroom.yaml' }).click();
    await view.locator('#impact').filter({ hasText: 'known after Check Health' }).waitFor();
    assert.equal(await view.locator('#impact td').count(), 0, 'nothing is said before it is known');
    await view.locator('#check-health').click();
    const row = (name: string) => view.locator('#impact tr').filter({ hasText: name }).locator('td');
    await row('Sample').filter({ hasText: '2 images' }).waitFor();
    const name = join(workspace, 'enlarge.darkroom.yaml');
    const { stdout } = await darkroom(
      workspace,
      ...['check', 'labelled', '--json', '--fail-on', 'never', '--pipeline', name, '--mode', 'train'],
    );
    const { impact } = JSON.parse(stdout) as { impact: WholeImpact };
    assert.equal(await row('Shapes').textContent(), 'all 902×600×3 uint8');
    const { worst } = impact.upscaled;
    assert.equal(worst!.image, 'cat.jpg');
    await row('Enlarged').filter({ hasText: `2 of 2 (100.0 %), the most 2 times (cat.jpg)` }).waitFor();
    await row('Entropy lost')
      .filter({ hasText: `${Number(impact.samples.before.entropy.toPrecision(3))} before` })
      .waitFor();
    await view.locator('#mode').click();
    await view.locator('#mode vscode-option').filter({ hasText: 'Inference' }).click();
    await view.locator('#impact').filter({ hasText: 'in inference' }).waitFor();
    assert.equal(await row('Shapes').textContent(), 'all 902×600×3 uint8');
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'Originals' }).click();
    await view.locator('#impact').waitFor({ state: 'detached' });
  });

  it('has a pipeline exclude the selected images, in its text', async () => {
    const { page } = session;
    await open('home');
    await settled();
    await tile('broken.png').click();
    await webview(page).locator('#action-exclude').click();
    await pick(page, /written\.darkroom\.yaml/);
    await page.getByRole('tab', { name: 'written.darkroom.yaml', selected: true }).waitFor();
    await page.locator('.view-line').filter({ hasText: 'home/broken.png' }).waitFor();
  });

  it('previews the selected image with the pipeline that is looked through', async () => {
    const { page } = session;
    await open('home');
    await settled();
    const view = webview(page);
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'grayscale.darkroom.yaml' }).click();
    await view.locator('#mode').waitFor();
    await tile('coffee.jpg').click();
    await view.locator('#action-preview').click();
    const tab = page.getByRole('tab', { name: /^Preview .*grayscale\.darkroom\.yaml/ });
    await tab.waitFor();
    await webview(page).locator('.facts .name').filter({ hasText: 'coffee.jpg' }).waitFor();
    await tab.locator('.codicon-close').click();
    await page.getByRole('tab', { name: 'Dataset home' }).click();
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'Originals' }).click();
    await view.locator('#mode').waitFor({ state: 'detached' });
  });

  it('follows the folder, and says that one is empty', async () => {
    const { workspace } = session;
    await open('nothing');
    await webview(session.page).locator('[data-message=empty]').filter({ hasText: 'nothing' }).waitFor();
    await link(join(workspace, 'home', 'cat.jpg'), join(workspace, 'nothing', 'new.jpg'));
    await tile('new.jpg').locator('img').waitFor();
    await rm(join(workspace, 'nothing', 'new.jpg'));
    await webview(session.page).locator('[data-message=empty]').waitFor();
  });

  it('shows a folder that is moved in, and its own again when it is back', async () => {
    const { workspace } = session;
    const folder = join(workspace, 'nothing');
    await mkdir(join(workspace, 'set'));
    await link(join(workspace, 'home', 'cat.jpg'), join(workspace, 'set', 'moved.jpg'));
    await open('nothing');
    await rename(join(workspace, 'set'), join(folder, 'set'));
    await tile('set/moved.jpg').locator('img').waitFor();
    await rename(folder, join(workspace, 'away'));
    const failed = webview(session.page).locator('[data-banner=failed]');
    await failed.waitFor();
    await rename(join(workspace, 'away'), folder);
    await failed.waitFor({ state: 'detached' });
    await rm(join(folder, 'set'), { recursive: true });
    await webview(session.page).locator('[data-message=empty]').waitFor();
  });

  it('finds nothing wrong with the labels of an empty folder', async () => {
    await open('nothing');
    await webview(session.page).locator('[data-message=empty]').waitFor();
    assert.equal(await webview(session.page).locator('[data-banner=problems]').count(), 0);
  });
});
