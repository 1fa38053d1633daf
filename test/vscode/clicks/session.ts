import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../editor/chromium.ts';
import { installEditor } from '../../editor/install.ts';
import { openWorkbench } from '../../editor/open.ts';
import { startServer, type EditorServer } from '../../editor/serve.ts';
import { stagedExtension } from '../../editor/stage.ts';
import { waitForContributions } from './explorer.ts';
import { closeNotifications } from './notifications.ts';
import { repository, sampleWorkspace, scratchFolder, type Scratch } from '../../editor/workspace.ts';

interface Shared {
  readonly browser: Browser;
  readonly server: EditorServer;
  readonly extension: string;
  readonly data: Scratch;
}

/** Text is put in as it is: help for typists would change it. */
const settings = { '[yaml]': { 'editor.autoIndent': 'none' }, 'editor.autoClosingBrackets': 'never' };

type Settings = Readonly<Record<string, unknown>>;

/** By their settings. */
const shared = new Map<string, Promise<Shared>>();

/** One browser and one server for all files of the same settings; every file has a workspace and a page of its own. */
function sharedWith(more: Settings): Promise<Shared> {
  const key = JSON.stringify(more);
  const running = shared.get(key) ?? start(more);
  shared.set(key, running);
  return running;
}

async function start(more: Settings): Promise<Shared> {
  const [editor, extension, data] = await Promise.all([
    installEditor(),
    stagedExtension(),
    scratchFolder('editor'),
  ]);
  const [server, browser] = await Promise.all([
    startServer(editor, data.folder, { settings: { ...settings, ...more } }),
    launchChromium(),
  ]);
  return { browser, server, extension, data };
}

// Mocha ends by itself on SIGINT only; the server must end with this process in any case.
process.once('SIGTERM', () => process.exit(143));

after('stop the editor', async function () {
  this.timeout(30_000);
  for (const { browser, server, data } of await Promise.all(shared.values())) {
    await browser.close();
    await server.stop();
    await data.remove();
  }
});

export interface Session {
  readonly page: Page;
  /** The opened folder: a copy of the sample dataset. */
  readonly workspace: string;
}

/**
 * Opens the workbench on a copy of the sample dataset before the tests of a `describe`, and closes it after them. A
 * failed test leaves a screenshot in out/failures.
 * @param prepare puts more into the workspace before it is opened; returns what is opened in the place of the folder
 * @param more settings beside the quiet ones
 */
export function useWorkbench(
  prepare: (workspace: string) => Promise<unknown> = async () => {},
  more: Settings = {},
): Session {
  let opened: { page: Page; workspace: Scratch } | undefined;
  const current = () => {
    if (opened === undefined) throw new Error('The workbench is open during tests only.');
    return opened;
  };
  before('open the workbench', async function () {
    this.timeout(180_000);
    const { browser, server, extension } = await sharedWith(more);
    const workspace = await sampleWorkspace();
    const prepared = await prepare(workspace.folder);
    const shown = typeof prepared === 'string' ? prepared : workspace.folder;
    const page = await openWorkbench(browser, server, { workspace: shown, extension });
    opened = { page, workspace };
    try {
      await waitForContributions(page);
    } catch (thrown) {
      await keepPicture(page, this.test?.fullTitle() ?? 'before');
      throw thrown;
    }
  });
  beforeEach('clear what an earlier test has left open', async () => {
    const { page } = current();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await closeNotifications(page);
  });
  afterEach('keep a picture of a failure', async function () {
    if (this.currentTest?.state !== 'failed' || opened === undefined) return;
    await keepPicture(opened.page, this.currentTest.fullTitle());
  });
  after('close the workbench', async () => {
    await opened?.page.context().close();
    await opened?.workspace.remove();
  });
  return {
    get page() {
      return current().page;
    },
    get workspace() {
      return current().workspace.folder;
    },
  };
}

async function keepPicture(page: Page, title: string): Promise<void> {
  const folder = join(repository, 'out', 'failures');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${title.replaceAll(/[^A-Za-z0-9]+/g, '-')}.png`) });
}
