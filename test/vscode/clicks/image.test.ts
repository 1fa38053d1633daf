import assert from 'node:assert/strict';
import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { darkroom } from '../commandLine.ts';
import { assertShows, type ImageFigures } from '../statistics.ts';
import { chooseFromMenu } from './explorer.ts';
import { pick } from './quickInput.ts';
import { useWorkbench } from './session.ts';
import { changedPicture, picture, statisticsTable, webview } from './webview.ts';

describe('image in Darkroom', () => {
  const session = useWorkbench(async workspace => {
    await writeFile(join(workspace, 'home', 'broken.png'), 'This is no image.');
    await copyFile(join(workspace, 'home', 'cat.jpg'), join(workspace, 'home', 'changing.jpg'));
    await writeFile(
      join(workspace, 'large.darkroom.yaml'),
      'version: 1\nsteps:\n  - resize: { width: 1500, height: 1000 }\n',
    );
    await writeFile(
      join(workspace, 'half.darkroom.yaml'),
      'version: 1\nsteps:\n  - pool: { kind: max, size: 2 }\n',
    );
  });

  async function figuresOf(path: string): Promise<ImageFigures> {
    const { status, stdout, stderr } = await darkroom(session.workspace, 'stats', path, '--json');
    assert.equal(status, 0, stderr);
    return (JSON.parse(stdout) as { images: ImageFigures[] }).images[0]!;
  }

  async function open(path: string): Promise<void> {
    await chooseFromMenu(session.page, path, 'Darkroom', 'Open in Darkroom');
    await session.page.getByRole('tab', { name: path.split('/').at(-1)!, selected: true }).waitFor();
  }

  it('shows the picture, its facts and the statistics of the command line', async () => {
    const { page } = session;
    await open('home/cat.jpg');
    await picture(page);
    const facts = webview(page).locator('.facts');
    await facts
      .filter({ hasText: '451 × 300' })
      .filter({ hasText: 'uint8' })
      .filter({ hasText: 'JPEG' })
      .waitFor();
    const table = await statisticsTable(page);
    const figures = await figuresOf('home/cat.jpg');
    assertShows(table, 'before', figures);
    assertShows(table, 'after', figures);
  });

  it('shows the statistics of large images, which another thread makes from the second on, of a JPEG while it is decoded', async () => {
    const { page, workspace } = session;
    const inputs = ['space/astronaut.jpg', 'space/rocket.jpg'];
    const options = ['--out', 'large', '--format', 'jpeg'];
    const made = await darkroom(workspace, 'run', 'large.darkroom.yaml', ...inputs, ...options);
    assert.equal(made.status, 0, made.stderr);
    for (const path of ['large/astronaut.jpg', 'large/rocket.jpg']) {
      await open(path);
      await webview(page).locator('.facts').filter({ hasText: '1500 × 1000' }).waitFor();
      assertShows(await statisticsTable(page), 'before', await figuresOf(path));
    }
  });

  it('shows before and after of a chosen pipeline, with the statistics of what it writes', async () => {
    const { page, workspace } = session;
    await open('home/cat.jpg');
    const before = await picture(page);
    const view = webview(page);
    await view.locator('#pipeline').click();
    await view.locator('#pipeline vscode-option').filter({ hasText: 'half.darkroom.yaml' }).click();
    await changedPicture(page, before);

    const out = join(workspace, '..', 'half');
    const finished = await darkroom(workspace, 'run', 'half.darkroom.yaml', 'home/cat.jpg', '--out', out);
    assert.equal(finished.status, 0, finished.stderr);
    const table = await statisticsTable(page);
    assertShows(table, 'before', await figuresOf('home/cat.jpg'));
    assertShows(table, 'after', await figuresOf(join(out, 'cat.png')));
    await view.locator('.steps li').filter({ hasText: '226×150×3 uint8' }).waitFor();
  });

  it('compares by slider, side by side and difference with the keys 1, 2 and 3', async () => {
    const { page } = session;
    await open('home/cat.jpg');
    const view = webview(page);
    await view.locator('.stage').click({ position: { x: 20, y: 20 } });
    const seen = new Map<string, string>();
    for (const [key, mode] of [
      ['2', 'side_by_side'],
      ['3', 'difference'],
      ['1', 'slider'],
    ] as const) {
      await page.keyboard.press(key);
      await view.locator(`#mode-${mode}[aria-pressed=true]`).waitFor();
      seen.set(mode, await picture(page));
    }
    assert.equal(new Set(seen.values()).size, 3, 'two ways to compare look the same');
  });

  it('zooms from the status bar', async () => {
    const { page } = session;
    await open('home/cat.jpg');
    await picture(page);
    await page
      .locator('.statusbar')
      .getByRole('button', { name: /^Zoom: Fit/ })
      .click();
    await pick(page, /^400%$/);
    await page
      .locator('.statusbar')
      .getByRole('button', { name: /^Zoom: 400%/ })
      .waitFor();
    await webview(page).locator('#zoom-level').filter({ hasText: '400 %' }).waitFor();
  });

  it('shows what is wrong with a broken file and what to do, and the picture once it is mended', async () => {
    const { page, workspace } = session;
    await open('home/broken.png');
    const message = webview(page).locator('[data-message=unreadable]');
    await message.filter({ hasText: 'looks like text, not an image' }).waitFor();
    await message.filter({ hasText: 'Darkroom reads' }).waitFor();
    await copyFile(join(workspace, 'space', 'helmet.png'), join(workspace, 'home', 'broken.png'));
    await webview(page).locator('.facts').filter({ hasText: '240 × 170' }).waitFor();
    await picture(page);
  });

  it('shows a file again that has changed on disk, and says so when it is gone', async () => {
    const { page, workspace } = session;
    await open('home/changing.jpg');
    const facts = webview(page).locator('.facts');
    await facts.filter({ hasText: '451 × 300' }).waitFor();
    const before = await picture(page);
    await copyFile(join(workspace, 'home', 'coffee.jpg'), join(workspace, 'home', 'changing.jpg'));
    await facts.filter({ hasText: '600 × 400' }).waitFor();
    await changedPicture(page, before);
    assertShows(await statisticsTable(page), 'before', await figuresOf('home/coffee.jpg'));

    const zoom = page.locator('footer.part.statusbar').getByRole('button', { name: /^Zoom: / });
    await zoom.waitFor();
    await rm(join(workspace, 'home', 'changing.jpg'));
    await webview(page).locator('[data-message=unreadable]').filter({ hasText: 'changing.jpg' }).waitFor();
    await zoom.waitFor({ state: 'detached' });
  });
});
