import assert from 'node:assert/strict';
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canMount, mount, remount, unmount } from '../../fixtures/disk.ts';
import { readFolder } from '../files.ts';
import { chooseFromMenu } from './explorer.ts';
import { closeNotifications, notification, press } from './notifications.ts';
import { pick } from './quickInput.ts';
import { useWorkbench } from './session.ts';

const count = 40;
/** 192 kB each. */
const arrays = 'steps:\n  - resize: { width: 256, height: 256 }\noutput: { format: npy }\n';

describe('a run that could not do everything', () => {
  const session = useWorkbench(async workspace => {
    await writeFile(join(workspace, 'arrays.darkroom.yaml'), arrays);
    await mkdir(join(workspace, 'many'));
    for (let index = 0; index < count; index++)
      await copyFile(join(workspace, 'space', 'rocket.jpg'), join(workspace, 'many', `${index}.jpg`));
    await mkdir(join(workspace, 'damaged'));
    await copyFile(join(workspace, 'home', 'cat.jpg'), join(workspace, 'damaged', 'whole.jpg'));
    await writeFile(join(workspace, 'damaged', 'other.jpg'), 'still being copied');
  });

  it('is tried again from its message, and asks nothing anew', async () => {
    const { page, workspace } = session;
    await chooseFromMenu(page, 'damaged', 'Darkroom', 'Develop with Pipeline…');
    await pick(page, 'arrays.darkroom.yaml');
    await pick(page, 'developed');
    const failed = await notification(page, '1 developed, 1 failed');
    await copyFile(join(workspace, 'home', 'cat.jpg'), join(workspace, 'damaged', 'other.jpg'));
    await press(failed, 'Try Again');
    await notification(page, '1 developed, 0 failed, 1 there already');
    await closeNotifications(page);
    await rm(join(workspace, 'developed'), { recursive: true });
  });

  if (!canMount()) {
    console.warn('  A full disk is left out: mounting one is for root on Linux.');
    return;
  }
  it('tells how much room is missing on a full disk, and goes on from there', async () => {
    const { page, workspace } = session;
    const output = join(workspace, 'developed');
    mount('size=2m', output);
    try {
      await chooseFromMenu(page, 'many', 'Darkroom', 'Develop with Pipeline…');
      await pick(page, 'arrays.darkroom.yaml');
      const stopped = await notification(page, 'the disk is full');
      const text = (await stopped.textContent()) ?? '';
      const told =
        /The (\d+) results that are left take about ([\d.]+) MB, and [\d.]+ k?B are free\. Make room, then run again: what is done stays\. (\d+) developed, 0 failed, \1 not done/;
      const [, left, megabytes, done] = told.exec(text) ?? [];
      assert.equal(Number(left) + Number(done), count, text);
      assert.ok(Math.abs(Number(megabytes) - Number(left) * 0.2) < 0.1, text);
      remount('size=20m', output);
      await press(stopped, 'Try Again');
      const finished = await notification(page, /\d+ developed, 0 failed, \d+ there already/, 60_000);
      assert.match(
        (await finished.textContent()) ?? '',
        new RegExp(`${left} developed, .* ${done} there already`),
      );
      const results = [...(await readFolder(output))].filter(([name]) => name.endsWith('.npy'));
      assert.equal(results.length, count);
      for (const [name, bytes] of results) assert.ok(bytes.equals(results[0]![1]), name);
    } finally {
      unmount(output);
    }
  });
});
