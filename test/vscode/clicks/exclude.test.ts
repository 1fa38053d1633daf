import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readFolder } from '../files.ts';
import { chooseFromMenu } from './explorer.ts';
import { closeNotifications, notification } from './notifications.ts';
import { pick } from './quickInput.ts';
import { useWorkbench } from './session.ts';

const steps = 'version: 1\nsteps:\n  - flip\n';

describe('images that a pipeline excludes', () => {
  const session = useWorkbench(async workspace => {
    await writeFile(join(workspace, 'less.darkroom.yaml'), `${steps}exclude: [cat.jpg, nowhere/*.png]\n`);
    await writeFile(join(workspace, 'none.darkroom.yaml'), `${steps}exclude: excluded.txt\n`);
    await writeFile(join(workspace, 'excluded.txt'), '# all of them\nhome\n');
  });

  it('are left out and counted, and what matches nothing is told', async () => {
    const { page, workspace } = session;
    await chooseFromMenu(page, 'home', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'less.darkroom.yaml');
    await pick(page, 'developed');
    await pick(page, 'Images Only');
    const summary = await notification(page, '1 excluded', 60_000);
    const text = await summary.textContent();
    assert.match(
      text!,
      /5 developed, 0 failed, 1 excluded\. exclude names what matches none of the images: nowhere\/\*\.png\./,
    );
    const developed = await readFolder(join(workspace, 'developed'));
    assert.equal(developed.size, 5);
    assert.ok(![...developed.keys()].some(name => /^cat\./.test(name)));
    await closeNotifications(page);
  });

  it('are named in the question about what is there already', async () => {
    const { page } = session;
    await chooseFromMenu(page, 'home', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'less.darkroom.yaml');
    const dialog = page.getByRole('dialog').filter({ hasText: 'already there' });
    await dialog.getByText('The pipeline excludes 1 image.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('may be all there are', async () => {
    const { page } = session;
    await chooseFromMenu(page, 'home', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'none.darkroom.yaml');
    await notification(page, 'The pipeline excludes all 6 images here.');
  });
});
