import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { differing, readFolder } from '../files.ts';
import { chooseFromMenu } from './explorer.ts';
import { closeNotifications, notification, press } from './notifications.ts';
import { pick } from './quickInput.ts';
import { useWorkbench } from './session.ts';

const count = 400;
/** Slow enough that there is something to cancel. */
const slow = `version: 1
steps:
  - resize: { width: 1000, height: 1000, interpolation: lanczos }
  - gaussian_blur: { kernel_size: 31 }
`;

/** COCO, which takes seconds to read. */
function largeAnnotations(): string {
  const images = [{ id: 1, file_name: 'rocket.jpg', width: 640, height: 427 }];
  const boxes = Array.from({ length: 800_000 }, (_, id) => ({
    id,
    image_id: 1,
    category_id: 1,
    bbox: [10, 10, 20, 20],
  }));
  return JSON.stringify({ images, categories: [{ id: 1, name: 'rocket' }], annotations: boxes });
}

describe('cancel', () => {
  const session = useWorkbench(async workspace => {
    await writeFile(join(workspace, 'slow.darkroom.yaml'), slow);
    await mkdir(join(workspace, 'many'));
    for (let index = 0; index < count; index++)
      await copyFile(join(workspace, 'space', 'rocket.jpg'), join(workspace, 'many', `${index}.jpg`));
    await mkdir(join(workspace, 'labelled'));
    await copyFile(join(workspace, 'space', 'rocket.jpg'), join(workspace, 'labelled', 'rocket.jpg'));
    await writeFile(join(workspace, 'labelled', 'annotations.json'), largeAnnotations());
  });

  it('ends the work at once, keeps what is done whole, and leaves nothing half-written', async () => {
    const { page, workspace } = session;
    const originals = await readFolder(join(workspace, 'many'));
    await chooseFromMenu(page, 'many', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'slow.darkroom.yaml');
    await pick(page, 'developed');
    // Some are done, most are not.
    const progress = await notification(page, /[5-9] of 400/, 30_000);
    const pressed = performance.now();
    await press(progress, 'Cancel');
    await notification(page, /Cancelled: \d+ developed, 0 failed, \d+ not done/, 10_000);
    const took = performance.now() - pressed;
    assert.ok(took < 3000, `cancelling took ${took.toFixed(0)} ms`);

    const folder = join(workspace, 'developed');
    const results = await readFolder(folder);
    const names = [...results.keys()];
    assert.ok(names.length > 0 && names.length < count, `${names.length} files`);
    assert.deepEqual(
      names.filter(name => !/^\d+\.png$/.test(name)),
      [],
    );
    // The inputs are equal, so every developed file has the size of the first.
    const sizes = new Set([...results.values()].map(bytes => bytes.length));
    assert.equal(sizes.size, 1, 'a file is not whole');
    await page.waitForTimeout(1000);
    assert.equal((await readFolder(folder)).size, names.length, 'the work goes on');
    assert.deepEqual(differing(await readFolder(join(workspace, 'many')), originals), []);
  });

  it('goes on where it was cancelled, when asked to resume', async () => {
    const { page, workspace } = session;
    const folder = join(workspace, 'developed');
    // So that not all of the 400 have to be made here.
    const kept = await readFolder(folder);
    for (let index = 20; index < count; index++)
      await rm(join(workspace, 'many', `${index}.jpg`), { force: true });
    const there = [...kept.keys()].filter(name => Number(name.replace('.png', '')) < 20).length;
    await closeNotifications(page);
    await chooseFromMenu(page, 'many', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'slow.darkroom.yaml');
    const dialog = page.getByRole('dialog').filter({ hasText: 'was not finished' });
    await dialog.waitFor();
    assert.match((await dialog.textContent()) ?? '', new RegExp(`${there} of 20 developed files are there`));
    await dialog.getByRole('button', { name: 'Resume' }).click();
    await notification(page, `${20 - there} developed, 0 failed, ${there} there already`, 60_000);
    const resumed = await readFolder(folder);
    for (const [name, bytes] of kept) assert.ok(resumed.get(name)?.equals(bytes), name);
    assert.equal([...resumed.keys()].filter(name => /^1?\d\.png$/.test(name)).length, 20);
  });

  it('gives up planning while a large file of labels is read, and writes nothing', async () => {
    const { page, workspace } = session;
    await closeNotifications(page);
    await chooseFromMenu(page, 'labelled', 'Darkroom', 'Convert to Grayscale');
    await pick(page, 'Take Labels Along');
    const planning = await notification(page, 'Darkroom: looking through images and labels');
    await press(planning, 'Cancel');
    await planning.waitFor({ state: 'detached', timeout: 2000 });
    assert.equal(existsSync(join(workspace, 'labelled', 'developed')), false);
    // The next is not held up by it.
    await chooseFromMenu(page, 'many/0.jpg', 'Darkroom', 'Convert to Grayscale');
    await notification(page, '1 developed, 0 failed');
  });
});
