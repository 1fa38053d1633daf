import type { Browser, Page } from 'playwright-core';
import type { EditorServer } from './serve.ts';

export interface Opened {
  /** Folders and files on this machine, which is the server's too. A folder, or a file that lists several. */
  readonly workspace: string;
  readonly extension: string;
  /** A CommonJS module whose `run` is called in the extension host. */
  readonly tests?: string;
  /** Shown in an editor from the start. */
  readonly file?: string;
}

/** The address at which the server shows a workspace with the extension in development. */
export function addressOf(server: EditorServer, { workspace, extension, tests, file }: Opened): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${server.port}${forwardSlashes(path)}`;
  const payload = [['extensionDevelopmentPath', remote(extension)]];
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  if (file !== undefined) payload.push(['openFile', remote(file)]);
  const kind = workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({ [kind]: forwardSlashes(workspace), payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${server.port}/?${query.toString()}`;
}

/** `C:\a` as `/C:/a`: how the workbench writes paths. */
function forwardSlashes(path: string): string {
  const slashed = path.replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}

/** Opens the workbench in a page of its own and waits until the workspace is shown in the Explorer. */
export async function openWorkbench(browser: Browser, server: EditorServer, opened: Opened): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  // Shorter than a test's own limit, so that a failure says what was waited for.
  page.setDefaultTimeout(20_000);
  const inExplorer = page.locator('.explorer-folders-view .monaco-list-row').first();
  await page.goto(addressOf(server, opened));
  try {
    await inExplorer.waitFor({ timeout: 30_000 });
  } catch {
    // Now and then a page waits for its server without an end; a person would load it again, too.
    console.log('The workbench did not come within 30 seconds and is loaded again.');
    await page.reload();
    await inExplorer.waitFor({ timeout: 30_000 });
  }
  return page;
}
