import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import type { SuiteResult } from '../vscode/result.ts';
import { repository } from './workspace.ts';

const sources = join(repository, 'test', 'vscode', 'suite');

/**
 * Bundles the tests for the extension host into out/test: `suite.cjs`, which the editor calls, and `tests.cjs`, every
 * test of the folder. They stay below the repository because mocha is found there.
 * @returns the path of `suite.cjs`
 */
export async function bundleSuite(): Promise<string> {
  const folder = join(repository, 'out', 'test');
  await rm(folder, { recursive: true, force: true });
  const names = (await readdir(sources)).filter(name => name.endsWith('.test.ts')).sort();
  if (names.length === 0) throw new Error(`Expected tests in ${sources} but found none.`);
  const common: BuildOptions = {
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  };
  const suite = join(folder, 'suite.cjs');
  await build({ ...common, entryPoints: [join(sources, 'index.ts')], outfile: suite });
  await build({
    ...common,
    stdin: {
      contents: names.map(name => `import './${name}';`).join('\n'),
      resolveDir: sources,
      sourcefile: 'tests.ts',
    },
    outfile: join(folder, 'tests.cjs'),
  });
  return suite;
}

/** What the suite has written. @throws Error when it did not come to its end. */
export async function readResult(file: string): Promise<SuiteResult> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as SuiteResult;
  } catch (cause) {
    throw new Error('The tests in the extension host ended without a result.', { cause });
  }
}
