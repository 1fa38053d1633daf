import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { editorMocha, runAndReport } from '../vscode/report.ts';
import { countsOf, type Counts } from '../vscode/result.ts';
import { repository } from './workspace.ts';

/** Runs the tests that click through the workbench, in this process: all, or the files of these names. */
export async function runClicks(names: readonly string[] = []): Promise<Counts> {
  const folder = join(repository, 'test', 'vscode', 'clicks');
  const all = (await readdir(folder)).filter(name => name.endsWith('.test.ts')).sort();
  const files = names.length === 0 ? all : all.filter(file => names.includes(file.replace('.test.ts', '')));
  if (files.length < Math.max(1, names.length))
    throw new Error(
      `Expected tests of ${names.join(', ') || 'any name'} in ${folder} but found ${files.join(', ') || 'none'}.`,
    );
  const mocha = editorMocha(60_000);
  for (const file of files) mocha.addFile(join(folder, file));
  await mocha.loadFilesAsync();
  return countsOf(await runAndReport(mocha));
}
