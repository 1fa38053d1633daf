import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { locksIn } from '../../../dataset/manifest/holder.ts';
import { isTemporary } from '../../../dataset/manifest/names.ts';

/**
 * Removes what killed runs have left half-written, known by its name, in folders that results go to.
 * @param root the output folder, locked
 * @param folders inside it; one that another run writes into, as its own output folder, is left alone
 */
export async function removeLeftovers(root: string, folders: Iterable<string>): Promise<void> {
  for (const folder of new Set([root, ...folders])) {
    const names = await readdir(folder).catch(() => []);
    const leftovers = names.filter(isTemporary);
    if (leftovers.length === 0) continue;
    if (folder !== root && (await locksIn(folder)).some(({ isLive }) => isLive)) continue;
    await Promise.all(leftovers.map(name => rm(join(folder, name), { force: true })));
  }
}
