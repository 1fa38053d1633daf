import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { darkroom } from '../commandLine.ts';
import { differing, readFolder } from '../files.ts';
import { chooseFromMenu } from './explorer.ts';
import { closeNotifications, notification, press } from './notifications.ts';
import { pick, pickLabels, runCommand } from './quickInput.ts';
import { useWorkbench } from './session.ts';

const small = 'version: 1\nsteps:\n  - crop: { x: 0, y: 0, width: 120, height: 120 }\n';

describe('develop with labels by right-click', () => {
  const session = useWorkbench(async workspace => {
    await writeFile(join(workspace, 'small.darkroom.yaml'), small);
  });

  it('asks whether labels near the images go along, and writes what the command line writes', async () => {
    const { page, workspace } = session;
    await chooseFromMenu(page, 'home', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'small.darkroom.yaml');
    await pick(page, 'developed');
    await page
      .locator('.quick-input-widget:visible')
      .filter({ hasText: 'annotations.json · COCO' })
      .waitFor();
    await pick(page, 'Take Labels Along');

    const reference = join(workspace, '..', 'reference');
    const finished = await darkroom(
      workspace,
      ...['run', 'small.darkroom.yaml', 'home', '--annotations', 'annotations.json'],
      ...['--out', reference, '--json'],
    );
    assert.equal(finished.status, 0, finished.stderr);
    const last = finished.stdout.trim().split('\n').at(-1)!;
    const { labels } = JSON.parse(last) as { labels: { objects: number; dropped: object } };
    const dropped = Object.values(labels.dropped) as readonly number[];
    assert.ok(labels.objects > 0 && dropped.length > 0, 'some objects stay and some are cut off');
    const summary = await notification(page, `Labels of annotations.json: ${labels.objects} object`, 60_000);
    const text = await summary.innerText();
    for (const count of dropped) assert.match(text, new RegExp(`${count} dropped: `));
    const developed = await readFolder(join(workspace, 'developed'));
    assert.ok(developed.has('annotations.json'));
    assert.deepEqual(differing(developed, await readFolder(reference)), []);
  });

  it('does not ask again, and takes them along', async () => {
    const { page, workspace } = session;
    await closeNotifications(page);
    await chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'small.darkroom.yaml');
    await notification(page, /1 developed, 0 failed\. Labels of annotations\.json/);
    const written = await readFile(join(workspace, 'home', 'developed', 'annotations.json'), 'utf8');
    assert.match(written, /"file_name": "cat\.png"/);
  });

  it('asks again once annotations were chosen anew, writes nothing when dismissed, and leaves them out', async () => {
    const { page, workspace } = session;
    await closeNotifications(page);
    await runCommand(page, 'Darkroom: Choose Annotations…');
    await pick(page, 'Nearest to Each Image');
    await chooseFromMenu(page, 'space/astronaut.jpg', 'Darkroom', 'Convert to Grayscale');
    const labels = await pickLabels(page);
    for (const label of ['Take Labels Along', 'Images Only', 'Choose Other Labels…'])
      assert.ok(
        labels.some(shown => shown.includes(label)),
        `${label} is not among ${labels.join(' | ')}`,
      );
    await page.keyboard.press('Escape');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    assert.equal(existsSync(join(workspace, 'space', 'developed')), false);

    await chooseFromMenu(page, 'space/astronaut.jpg', 'Darkroom', 'Convert to Grayscale');
    await pick(page, 'Images Only');
    await notification(page, /1 developed, 0 failed\.$/m);
    assert.deepEqual(
      [...(await readFolder(join(workspace, 'space', 'developed'))).keys()],
      ['astronaut.png'],
    );
  });

  it('names labels of an earlier run before and after images are made again without them', async () => {
    const { page } = session;
    await closeNotifications(page);
    await runCommand(page, 'Darkroom: Choose Annotations…');
    await pick(page, 'None');
    await chooseFromMenu(page, 'home/cat.jpg', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'grayscale.darkroom.yaml');
    const dialog = page.getByRole('dialog').filter({ hasText: 'already there' });
    const told = 'home/developed/annotations.json holds labels of an earlier run, which may not fit any more';
    await dialog.filter({ hasText: told }).waitFor();
    await dialog.getByRole('button', { name: 'Update' }).click();
    const summary = await notification(page, '1 developed, 0 failed');
    assert.match(await summary.innerText(), new RegExp(told));
    await press(summary, 'Choose Annotations…');
    await pickLabels(page);
    await page.keyboard.press('Escape');
  });
});
