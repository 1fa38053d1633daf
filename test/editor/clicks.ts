import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { editorMocha, runAndReport } from '../vscode/report.ts';
import { countsOf, type Counts } from '../vscode/result.ts';
import { repository } from './workspace.ts';

/** Runs the tests that click through the workbench, in this process. */
export async function runClicks(): Promise<Counts> {
  const folder = join(repository, 'test', 'vscode', 'clicks');
  const files = (await readdir(folder)).filter(name => name.endsWith('.test.ts')).sort();
  if (files.length === 0) throw new Error(`Expected tests in ${folder} but found none.`);
  const mocha = editorMocha(60_000);
  for (const file of files) mocha.addFile(join(folder, file));
  await mocha.loadFilesAsync();
  return countsOf(await runAndReport(mocha));
}
