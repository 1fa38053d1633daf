import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import type { Counts } from '../vscode/result.ts';
import { repository } from './workspace.ts';

/** Runs the tests that click through the workbench, in this process. */
export async function runClicks(): Promise<Counts> {
  const folder = join(repository, 'test', 'vscode', 'clicks');
  const files = (await readdir(folder)).filter(name => name.endsWith('.test.ts')).sort();
  if (files.length === 0) throw new Error(`Expected tests in ${folder} but found none.`);
  const mocha = new Mocha({ reporter: 'spec', timeout: 60_000, forbidOnly: true, forbidPending: true });
  for (const file of files) mocha.addFile(join(folder, file));
  await mocha.loadFilesAsync();
  return new Promise(resolve => {
    const runner = mocha.run(failed => {
      resolve({ passed: runner.stats?.passes ?? 0, failed });
    });
  });
}
