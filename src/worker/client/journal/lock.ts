import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileError } from '../../../dataset/fileErrors.ts';
import { inUse, locksIn, refuseInUseAbove, thisHolder } from '../../../dataset/manifest/holder.ts';
import { lockName } from '../../../dataset/manifest/names.ts';

/** Two that begin in the same moment see each other, and both step back; one of them comes back first. */
const attempts = 5;
const mostPauseMilliseconds = 200;

/**
 * The right to write into an output folder: one process at a time has it. First it says so, then it looks whether
 * another has said so too; of two that do this at once at least one sees the other. Locks of dead processes do not
 * count, and are removed.
 */
export class RunLock {
  private constructor(private readonly path: string) {}

  /**
   * @param folder that is there
   * @throws DarkroomError `in_use`, naming the process that has it, or one above it
   */
  static async acquire(folder: string): Promise<RunLock> {
    await refuseInUseAbove(folder);
    for (let attempt = 1; ; attempt++) {
      const path = join(folder, lockName(randomUUID().replaceAll('-', '')));
      await announce(path, folder);
      const others = (await locksIn(folder)).filter(lock => lock.path !== path);
      const live = others.find(({ isLive }) => isLive);
      if (!live) {
        await Promise.all(others.map(lock => rm(lock.path, { force: true })));
        return new RunLock(path);
      }
      await rm(path, { force: true });
      const isTie = Math.abs(Date.now() - Date.parse(live.holder.since)) < 1000;
      if (!isTie || attempt === attempts) throw inUse(folder, live);
      await pause(Math.random() * mostPauseMilliseconds);
    }
  }

  async release(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

/** Whole at once, so that nobody reads half of it. */
async function announce(path: string, folder: string): Promise<void> {
  try {
    await writeFile(`${path}.tmp`, JSON.stringify(await thisHolder()), { flag: 'wx' });
    await rename(`${path}.tmp`, path);
  } catch (thrown) {
    await rm(`${path}.tmp`, { force: true });
    throw fileError(thrown, 'Writing to', folder);
  }
}
