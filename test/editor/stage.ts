import { execFile } from 'node:child_process';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from './workspace.ts';

const run = promisify(execFile);

/** Every file that the published package holds, relative to the repository, with forward slashes. */
export async function packagedFiles(): Promise<readonly string[]> {
  const vsce = join(repository, 'node_modules', '@vscode', 'vsce', 'vsce');
  const { stdout } = await run(process.execPath, [vsce, 'ls', '--no-dependencies'], { cwd: repository });
  return stdout.split(/\r?\n/).filter(line => line !== '');
}

/** Names the folder to a process that shares the work. */
export const stagedVariable = 'DARKROOM_STAGED_EXTENSION';

let staged: Promise<string> | undefined;

/**
 * A folder with exactly what would be published: tests run on that, so that nothing they see depends on a file which
 * people do not get. Copied once, before processes share the work.
 */
export function stagedExtension(): Promise<string> {
  const made = process.env[stagedVariable];
  staged ??= made === undefined ? stage(join(repository, 'out', 'extension')) : Promise.resolve(made);
  return staged;
}

async function stage(folder: string): Promise<string> {
  await rm(folder, { recursive: true, force: true });
  for (const file of await packagedFiles()) await cp(join(repository, file), join(folder, file));
  return folder;
}
