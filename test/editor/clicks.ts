import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Counts } from '../vscode/result.ts';
import { installEditor } from './install.ts';
import { stagedExtension, stagedVariable } from './stage.ts';
import { repository } from './workspace.ts';

const folder = join(repository, 'test', 'vscode', 'clicks');
const program = join(repository, 'test', 'editor', 'clickShare.ts');
/** Most of a click is waiting for the editor. */
const processes = 2;

/**
 * Runs the tests that click through the workbench: all, or the files of these names. They are shared by processes with
 * an editor each.
 */
export async function runClicks(names: readonly string[] = []): Promise<Counts> {
  const all = (await readdir(folder)).filter(name => name.endsWith('.test.ts')).sort();
  const files = names.length === 0 ? all : all.filter(file => names.includes(file.replace('.test.ts', '')));
  if (files.length < Math.max(1, names.length))
    throw new Error(
      `Expected tests of ${names.join(', ') || 'any name'} in ${folder} but found ${files.join(', ') || 'none'}.`,
    );
  await installEditor();
  const extension = await stagedExtension();
  const counts = await Promise.all((await sharesOf(files)).map(share => runShare(share, extension)));
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}

/** Of about equal length of text, which is what is known of the time they take. */
async function sharesOf(files: readonly string[]): Promise<readonly (readonly string[])[]> {
  const shares = Array.from({ length: Math.min(processes, files.length) }, () => ({
    size: 0,
    files: [] as string[],
  }));
  const sized = await Promise.all(
    files.map(async file => ({ file, size: (await stat(join(folder, file))).size })),
  );
  for (const { file, size } of sized.sort((one, other) => other.size - one.size)) {
    const smallest = shares.reduce((one, other) => (other.size < one.size ? other : one));
    smallest.files.push(join(folder, file));
    smallest.size += size;
  }
  return shares.map(({ files }) => files.sort());
}

/** @throws Error when the process ends without a count */
async function runShare(files: readonly string[], extension: string): Promise<Counts> {
  const env = { ...process.env, [stagedVariable]: extension };
  const child = fork(program, files, { env, execArgv: ['--import', 'tsx'] });
  let counts: Counts | undefined;
  child.on('message', message => (counts = message as Counts));
  const end = () => child.kill();
  process.once('exit', end);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('exit', end);
  if (counts === undefined)
    throw new Error(`The process of ${files.join(', ')} ended with ${String(code)} and no count.`);
  return counts;
}
