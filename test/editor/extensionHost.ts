import { join } from 'node:path';
import { runTests } from '@vscode/test-electron';
import type { Browser } from 'playwright-core';
import { isTestLine } from '../vscode/report.ts';
import { countsOf, type Counts } from '../vscode/result.ts';
import { addressOf } from './open.ts';
import { startServer } from './serve.ts';
import { bundleSuite, readResult } from './suite.ts';
import { sampleWorkspace, scratchFolder } from './workspace.ts';

const timeLimit = 300_000;

/** Runs the mocha suite inside the extension host of an installed Visual Studio Code. */
export async function testInInstalledEditor(program: string, extension: string): Promise<Counts> {
  return withWorkspace(async ({ workspace, scratch, tests, resultFile }) => {
    try {
      await runTests({
        vscodeExecutablePath: program,
        extensionDevelopmentPath: extension,
        extensionTestsPath: tests,
        extensionTestsEnv: { DARKROOM_TEST_RESULT: resultFile },
        launchArgs: [
          workspace,
          '--disable-extensions',
          '--disable-workspace-trust',
          `--user-data-dir=${join(scratch, 'user')}`,
        ],
      });
    } catch (thrown) {
      // A failed test makes the editor end with 1; the result says which. Without one the failure is the editor's.
      await readResult(resultFile).catch(() => {
        throw thrown;
      });
    }
  });
}

/** Runs the same suite inside the extension host of the npm-borne editor. */
export async function testInNpmEditor(editor: string, browser: Browser, extension: string): Promise<Counts> {
  return withWorkspace(async ({ workspace, scratch, tests, resultFile }) => {
    const server = await startServer(editor, join(scratch, 'editor'), {
      env: { DARKROOM_TEST_RESULT: resultFile },
    });
    const page = await browser.newPage();
    const editorLog: string[] = [];
    try {
      const exited = new Promise<void>((resolve, reject) => {
        setTimeout(() => {
          reject(new Error(`The tests in the extension host did not end in ${timeLimit / 1000} s.`));
        }, timeLimit).unref();
        page.on('crash', () => {
          reject(new Error('The page of the editor crashed.'));
        });
        void page.exposeFunction('codeAutomationExit', () => {
          resolve();
        });
      });
      await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
        const text = args.map(String).join(' ');
        // Beside the tests the editor itself speaks, about native modules and servers that are not there.
        if (isTestLine(text)) console.log(text);
        else editorLog.push(text);
      });
      await page.goto(addressOf(server, { workspace, extension, tests }));
      await exited;
      // Without a result the editor's own words are all there is.
      await readResult(resultFile);
    } catch (thrown) {
      console.log([server.log(), ...editorLog].join('\n'));
      throw thrown;
    } finally {
      await page.close();
      await server.stop();
    }
  });
}

interface Run {
  readonly workspace: string;
  /** For what the editor keeps. */
  readonly scratch: string;
  readonly tests: string;
  readonly resultFile: string;
}

async function withWorkspace(work: (run: Run) => Promise<void>): Promise<Counts> {
  const tests = await bundleSuite();
  const workspace = await sampleWorkspace();
  const scratch = await scratchFolder('editor');
  const resultFile = join(scratch.folder, 'result.json');
  try {
    await work({ workspace: workspace.folder, scratch: scratch.folder, tests, resultFile });
    return countsOf(await readResult(resultFile));
  } finally {
    await workspace.remove();
    await scratch.remove();
  }
}
