import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { editorMocha, runAndReport } from '../report.ts';
import { countsOf } from '../result.ts';

/**
 * What the editor calls in its extension host (`extensionTestsPath`). The outcomes go to the file that
 * DARKROOM_TEST_RESULT names, where whoever started the editor reads them.
 */
export async function run(): Promise<void> {
  const resultFile = process.env['DARKROOM_TEST_RESULT'];
  if (resultFile === undefined) throw new Error('Expected DARKROOM_TEST_RESULT to name a file.');
  const mocha = editorMocha(30_000);
  mocha.addFile(join(__dirname, 'tests.cjs'));
  const result = await runAndReport(mocha);
  await writeFile(resultFile, JSON.stringify(result));
  const { passed, failed } = countsOf(result);
  if (passed + failed === 0) throw new Error('No test ran in the extension host.');
  if (failed > 0) throw new Error(`${failed} of ${passed + failed} tests failed in the extension host.`);
}
