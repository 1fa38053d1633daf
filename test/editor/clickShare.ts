/** One of the processes of `runClicks`: runs the tests in the files that it is given, and sends how many passed. */
import { editorMocha, runAndReport } from '../vscode/report.ts';
import { countsOf } from '../vscode/result.ts';

const mocha = editorMocha(60_000);
for (const file of process.argv.slice(2)) mocha.addFile(file);
await mocha.loadFilesAsync();
const counts = countsOf(await runAndReport(mocha));
process.send?.(counts, () => process.exit());
