import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { liveLockIn } from '../../../dataset/manifest/holder.ts';
import { isTemporary } from '../../../dataset/manifest/names.ts';

/**
 * Removes what killed runs have left half-written, known by its name, in folders that results go to.
 * @param root the output folder, locked
 * @param folders inside it; what another run writes into, whose output folder lies there, is left alone
 */
export async function removeLeftovers(root: string, folders: Iterable<string>): Promise<void> {
  for (const folder of new Set([root, ...folders])) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    const leftovers = entries.filter(entry => isTemporary(entry.name) && !entry.isDirectory());
    if (leftovers.length === 0) continue;
    if (await isOthers(folder, root)) continue;
    await Promise.all(leftovers.map(({ name }) => rm(join(folder, name), { force: true })));
  }
}

async function isOthers(folder: string, root: string): Promise<boolean> {
  for (let place = folder; place.length > root.length; place = dirname(place)) {
    if (await liveLockIn(place)) return true;
  }
  return false;
}
