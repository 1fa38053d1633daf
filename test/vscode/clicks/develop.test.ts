import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { darkroom } from '../commandLine.ts';
import { differing, readFolder } from '../files.ts';
import { chooseFromMenu, explorerItem } from './explorer.ts';
import { closeNotifications, notification, press } from './notifications.ts';
import { panelHolding } from './panel.ts';
import { answer, pick, pickLabels, runCommand } from './quickInput.ts';
import { useWorkbench } from './session.ts';

const broken = 'version: 1\nsteps:\n  - no_such_operation\n';

describe('develop by right-click', () => {
  const session = useWorkbench(async workspace => {
    await writeFile(join(workspace, 'broken.darkroom.yaml'), broken);
    await mkdir(join(workspace, 'empty'));
    await mkdir(join(workspace, 'twins'));
    await copyFile(join(workspace, 'home', 'cat.jpg'), join(workspace, 'twins', 'one.jpg'));
    await copyFile(join(workspace, 'home', 'gray_cat.png'), join(workspace, 'twins', 'one.png'));
    await copyFile(join(workspace, 'home', 'cat.jpg'), join(workspace, 'twins', 'other.jpg'));
    await mkdir(join(workspace, 'odd', 'earlier'), { recursive: true });
    await copyFile(join(workspace, 'home', 'cat.jpg'), join(workspace, 'odd', 'con.jpg'));
    await copyFile(join(workspace, 'home', 'cat.jpg'), join(workspace, 'odd', 'earlier', 'cat.jpg'));
    await writeFile(join(workspace, 'odd', 'earlier', 'darkroom.manifest.jsonl'), '');
    await mkdir(join(workspace, 'mixed'));
    await writeFile(join(workspace, 'mixed', 'text.png'), 'This is no image.');
    await writeFile(join(workspace, 'mixed', 'nothing.jpg'), '');
  });

  it('writes for a folder what the command line writes, and names what failed', async () => {
    const { page, workspace } = session;
    const originals = await readFolder(join(workspace, 'home'));
    await chooseFromMenu(page, 'home', 'Darkroom', 'Develop with Pipeline…');
    const labels = await pickLabels(page);
    for (const name of ['example.darkroom.yaml', 'grayscale.darkroom.yaml', 'broken.darkroom.yaml'])
      assert.ok(
        labels.some(label => label.includes(name)),
        `${name} is not among ${labels.join(' | ')}`,
      );
    await pick(page, 'example.darkroom.yaml');
    await pick(page, 'developed');
    await pick(page, 'Images Only');

    const summary = await notification(page, '5 developed, 1 failed', 60_000);
    await summary.getByRole('button', { name: 'Open Folder' }).waitFor();
    const reference = join(workspace, '..', 'reference');
    const finished = await darkroom(workspace, 'run', 'example.darkroom.yaml', 'home', '--out', reference);
    assert.equal(finished.status, 1, finished.stderr);
    const developed = await readFolder(join(workspace, 'developed'));
    assert.deepEqual(differing(developed, await readFolder(reference)), []);
    assert.equal(developed.size, 5);
    assert.deepEqual(
      differing(await readFolder(join(workspace, 'home')), originals),
      [],
      'an original changed',
    );

    await press(summary, 'Show Problems');
    await panelHolding(page, 'gray_cat.png', 'Expected 1 number for mean and std');
    await runCommand(page, 'Darkroom: Show Log');
    await panelHolding(page, 'gray_cat.png', 'Expected 1 number for mean and std', '5 developed, 1 failed');
  });

  it('remembers the output folder, and asks before it replaces developed files', async () => {
    const { page, workspace } = session;
    const first = await readFolder(join(workspace, 'developed'));
    await chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'example.darkroom.yaml');
    // No question about the folder any more: home/cat.jpg goes beside it, into home/developed.
    await notification(page, '1 developed, 0 failed');
    const single = await readFolder(join(workspace, 'home', 'developed'));
    await press(await notification(page, '1 developed, 0 failed'), 'Open Folder');
    const opened = await explorerItem(page, 'home/developed');
    await page.waitForFunction(
      row => row.getAttribute('aria-expanded') === 'true',
      await opened.elementHandle(),
    );
    assert.deepEqual([...single.keys()], ['cat.npy']);
    assert.ok(single.get('cat.npy')!.equals(first.get('cat.npy')!));

    await closeNotifications(page);
    await chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'example.darkroom.yaml');
    const dialog = page.getByRole('dialog').filter({ hasText: 'already there' });
    await dialog.waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
    assert.deepEqual(differing(await readFolder(join(workspace, 'home', 'developed')), single), []);
  });

  it('develops into another folder this time, and goes back to the remembered one', async () => {
    const { page, workspace } = session;
    await chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'example.darkroom.yaml');
    const dialog = page.getByRole('dialog').filter({ hasText: 'already there' });
    await dialog.getByRole('button', { name: 'Another Folder…' }).click();
    const suggestion = page.locator('.quick-input-widget:visible .quick-input-box input');
    await suggestion.waitFor();
    assert.equal(await suggestion.inputValue(), 'developed-2');
    await suggestion.press('Enter');
    await notification(page, '1 developed, 0 failed');
    const folders = ['developed', 'developed-2'].map(name => readFolder(join(workspace, 'home', name)));
    const [remembered, other] = await Promise.all(folders);
    assert.deepEqual(differing(other!, remembered!), []);
    await closeNotifications(page);
  });

  it('does not run a pipeline that has an error', async () => {
    const { page, workspace } = session;
    await chooseFromMenu(page, 'space/helmet.png', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'broken.darkroom.yaml');
    await page.locator('.quick-input-widget:visible input[placeholder*="cannot be run"]').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(existsSync(join(workspace, 'space', 'developed')), false);
  });

  it('does one operation to an image without a pipeline file', async () => {
    const { page, workspace } = session;
    await chooseFromMenu(page, 'space/rocket.jpg', 'Darkroom', 'Convert to Grayscale');
    await notification(page, '1 developed, 0 failed');
    await writeFile(join(workspace, '..', 'gray.darkroom.yaml'), 'version: 1\nsteps: [grayscale]\n');
    const reference = join(workspace, '..', 'gray');
    const finished = await darkroom(
      workspace,
      'run',
      '../gray.darkroom.yaml',
      'space/rocket.jpg',
      '--out',
      reference,
    );
    assert.equal(finished.status, 0, finished.stderr);
    const developed = await readFolder(join(workspace, 'space', 'developed'));
    assert.deepEqual(differing(developed, await readFolder(reference)), []);
  });

  it('asks for what an operation needs, and refuses what it cannot take', async () => {
    const { page, workspace } = session;
    await chooseFromMenu(page, 'space/rocket_portrait.jpg', 'Darkroom', 'Resize or Pad…');
    await answer(page, '0 × 48');
    await page
      .locator('.quick-input-widget:visible .quick-input-message')
      .filter({ hasText: '65535' })
      .waitFor();
    await answer(page, '64 × 48');
    await pick(page, 'contain');
    await notification(page, '1 developed, 0 failed');
    const pipeline = 'version: 1\nsteps:\n  - resize: { width: 64, height: 48, fit: contain }\n';
    await writeFile(join(workspace, '..', 'small.darkroom.yaml'), pipeline);
    const reference = join(workspace, '..', 'small');
    const input = 'space/rocket_portrait.jpg';
    const finished = await darkroom(workspace, 'run', '../small.darkroom.yaml', input, '--out', reference);
    assert.equal(finished.status, 0, finished.stderr);
    const developed = await readFolder(join(workspace, 'space', 'developed'));
    const expected = (await readFolder(reference)).get('rocket_portrait.png');
    assert.ok(expected && developed.get('rocket_portrait.png')?.equals(expected));
  });

  it('develops several selected images at once', async () => {
    const { page, workspace } = session;
    await (await explorerItem(page, 'space/astronaut.jpg')).click();
    // The click opens the file, and the Explorer then selects what is open: a second selection made before is lost.
    await page.getByRole('tab', { name: 'astronaut.jpg' }).waitFor();
    const second = await explorerItem(page, 'space/helmet.png');
    for (let attempt = 0; attempt < 5; attempt++) {
      await second.click({ modifiers: ['ControlOrMeta'] });
      await page.waitForTimeout(500);
      if ((await page.locator('.explorer-folders-view [role=treeitem][aria-selected=true]').count()) === 2)
        break;
    }
    await chooseFromMenu(page, 'space/helmet.png', 'Darkroom', 'Apply EXIF Orientation');
    await notification(page, '2 developed, 0 failed');
    const developed = await readFolder(join(workspace, 'space', 'developed'));
    assert.ok(developed.has('astronaut.png') && developed.has('helmet.png'));
  });

  it('says so when a folder holds no images, and why none of its files could be read', async () => {
    const { page } = session;
    await chooseFromMenu(page, 'empty', 'Darkroom', 'Apply EXIF Orientation');
    await notification(page, /no (readable )?image/i);
    await closeNotifications(page);
    await chooseFromMenu(page, 'mixed', 'Darkroom', 'Apply EXIF Orientation');
    const summary = await notification(page, /0 developed, 2 failed/);
    await press(summary, 'Show Problems');
    await panelHolding(page, 'nothing.jpg is empty', 'text.png looks like text');
  });

  it('leaves out what would be written to one file, and says so', async () => {
    const { page } = session;
    await closeNotifications(page);
    await chooseFromMenu(page, 'twins', 'Darkroom', 'Apply EXIF Orientation');
    const dialog = page.getByRole('dialog').filter({ hasText: '1 conflict found' });
    await dialog
      .filter({ hasText: 'twins/one.jpg and twins/one.png would be written to one file, developed/one.png' })
      .waitFor();
    await dialog.getByRole('button', { name: 'Develop the Other 1' }).click();
    const summary = await notification(page, '1 developed, 0 failed, 1 left out for conflicts');
    await press(summary, 'Show Problems');
    await panelHolding(page, 'one.png would be written to one file');
  });

  it('says which names Windows would not take, and in the log which earlier results are left out', async () => {
    const { page } = session;
    await closeNotifications(page);
    await chooseFromMenu(page, 'odd', 'Darkroom', 'Apply EXIF Orientation');
    const told = 'One result has a name that Windows does not take, such as developed/con.png.';
    await notification(page, `1 developed, 0 failed. ${told}`);
    await runCommand(page, 'Darkroom: Show Log');
    await panelHolding(page, 'odd/earlier: results of an earlier run, left out', 'con.png has a name that');
  });

  it('offers another output folder when a file is in its place', async () => {
    const { page, workspace } = session;
    await closeNotifications(page);
    await rm(join(workspace, 'space', 'developed'), { recursive: true });
    await writeFile(join(workspace, 'space', 'developed'), 'a file');
    await chooseFromMenu(page, 'space/helmet.png', 'Darkroom', 'Convert to Grayscale');
    const refusal = await notification(page, 'space/developed is a file');
    await press(refusal, 'Choose Output Folder…');
    assert.ok((await pickLabels(page)).some(label => label.includes('developed')));
    await page.keyboard.press('Escape');
  });
});
