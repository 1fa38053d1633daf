import { cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Dataset that ships with the extension. Never opened where it is: people and tests get a copy. */
export const sample = join(repository, 'media', 'sample');

export interface Scratch {
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** An empty folder outside the repository, by its real path. */
export async function scratchFolder(purpose: string): Promise<Scratch> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `darkroom-${purpose}-`)));
  // The editor may still be writing its last state into the folder.
  return {
    folder,
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }),
  };
}

/** A scratch folder that holds a copy of the sample dataset. */
export async function sampleWorkspace(): Promise<Scratch> {
  const { folder, remove } = await scratchFolder('workspace');
  const workspace = join(folder, 'sample');
  await cp(sample, workspace, { recursive: true });
  return { folder: workspace, remove };
}
