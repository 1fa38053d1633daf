import Mocha from 'mocha';
import type { SuiteResult } from './result.ts';

/** Says nothing: `runAndReport` listens for itself. */
class Silent extends Mocha.reporters.Base {}

/** A mocha for tests in the editor: nothing may be left out by `only` or `skip`. */
export function editorMocha(timeout: number): Mocha {
  return new Mocha({ ui: 'bdd', timeout, reporter: Silent, forbidOnly: true, forbidPending: true });
}

const passed = '  ✔ ';
const failed = '  ✖ ';

/** Whether a line on the console tells of a test. */
export function isTestLine(line: string): boolean {
  return line.startsWith(passed) || line.startsWith(failed);
}

/** Runs what is loaded, tells every test on the console as it ends, and returns the outcomes. */
export function runAndReport(mocha: Mocha): Promise<SuiteResult> {
  const tests: SuiteResult['tests'][number][] = [];
  return new Promise(resolve => {
    const runner = mocha.run(() => {
      resolve({ tests });
    });
    runner.on('pass', test => {
      const milliseconds = test.duration ?? 0;
      tests.push({ name: test.fullTitle(), milliseconds });
      console.log(`${passed}${test.fullTitle()} (${milliseconds} ms)`);
    });
    runner.on('fail', (test, thrown: unknown) => {
      const failure = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
      tests.push({ name: test.fullTitle(), milliseconds: test.duration ?? 0, failure });
      console.log(`${failed}${test.fullTitle()}\n${failure}`);
    });
  });
}
