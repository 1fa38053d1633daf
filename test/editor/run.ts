/**
 * `npm run test:editor`: Darkroom in a real editor. First the suite inside the extension host, then clicks through
 * the workbench. Nothing is skipped: what cannot run is a failure. The last line is `N passed, N failed`.
 * `npm run test:editor -- strip nested` runs only the clicks of `strip.test.ts` and `nested.test.ts`.
 */
import type { Counts } from '../vscode/result.ts';
import { launchChromium } from './chromium.ts';
import { runClicks } from './clicks.ts';
import { testInInstalledEditor, testInNpmEditor } from './extensionHost.ts';
import { installEditor } from './install.ts';
import { stagedExtension } from './stage.ts';
import { findInstalledEditor } from './vscode.ts';

async function testInExtensionHost(): Promise<Counts> {
  const extension = await stagedExtension();
  const installed = findInstalledEditor();
  if (installed !== undefined) {
    console.log(`\nExtension host of the installed editor (${installed.program})\n`);
    return testInInstalledEditor(installed.program, extension);
  }
  const editor = await installEditor();
  console.log('\nExtension host of the npm-borne editor (no installed VS Code was found)\n');
  const browser = await launchChromium();
  try {
    return await testInNpmEditor(editor, browser, extension);
  } finally {
    await browser.close();
  }
}

/** A part that could not run at all counts as one failure, and the other part runs. */
async function part(name: string, run: () => Promise<Counts>): Promise<Counts> {
  try {
    const counts = await run();
    if (counts.passed + counts.failed === 0) throw new Error('No test ran.');
    console.log(`\n${name}: ${counts.passed} passed, ${counts.failed} failed`);
    return counts;
  } catch (thrown) {
    console.error(`\n${name} could not run.`, thrown);
    return { passed: 0, failed: 1 };
  }
}

// An interrupted run leaves no editor behind: servers end with this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

const names = process.argv.slice(2);
const inHost =
  names.length === 0 ? await part('In the extension host', testInExtensionHost) : { passed: 0, failed: 0 };
console.log('\nClicks through the workbench of the npm-borne editor');
const clicks = await part('Clicks through the workbench', () => runClicks(names));
const passed = inHost.passed + clicks.passed;
const failed = inHost.failed + clicks.failed;
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 || passed === 0 ? 1 : 0);
