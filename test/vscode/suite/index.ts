import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Mocha from 'mocha';
import type { SuiteResult } from '../result.ts';

/**
 * What the editor calls in its extension host (`extensionTestsPath`). Every test is told on the console as it ends;
 * the counts go to the file that DARKROOM_TEST_RESULT names, where whoever started the editor reads them.
 */
export async function run(): Promise<void> {
  const resultFile = process.env['DARKROOM_TEST_RESULT'];
  if (resultFile === undefined) throw new Error('Expected DARKROOM_TEST_RESULT to name a file.');
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, forbidOnly: true, forbidPending: true });
  mocha.addFile(join(__dirname, 'tests.cjs'));
  const tests: SuiteResult['tests'][number][] = [];
  await new Promise<void>(resolve => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on('pass', test => {
      tests.push({ name: test.fullTitle(), milliseconds: test.duration ?? 0 });
      console.log(`  ✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
    });
    runner.on('fail', (test, thrown: unknown) => {
      const failure = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      tests.push({ name: test.fullTitle(), milliseconds: test.duration ?? 0, failure });
      console.log(`  ✖ ${test.fullTitle()}\n${failure}`);
    });
  });
  const result: SuiteResult = { tests };
  await writeFile(resultFile, JSON.stringify(result));
  const failed = tests.filter(test => test.failure !== undefined).length;
  if (tests.length === 0) throw new Error('No test ran in the extension host.');
  if (failed > 0) throw new Error(`${failed} of ${tests.length} tests failed in the extension host.`);
}
