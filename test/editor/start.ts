/**
 * `npm start`: a real editor with Darkroom on a copy of the sample dataset, until Ctrl+C (or until its window closes).
 * An installed Visual Studio Code is taken when there is one, otherwise the npm-borne editor in a browser.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { findChromium, findOnPath } from './chromium.ts';
import { installEditor } from './install.ts';
import { addressOf } from './open.ts';
import { startServer } from './serve.ts';
import { findInstalledEditor, type InstalledEditor } from './vscode.ts';
import { repository, sampleWorkspace, scratchFolder } from './workspace.ts';

/** Something that runs until it ends by itself (`ended`) or is told to. */
interface Running {
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
}

const pipeline = 'example.darkroom.yaml';

function openInstalledEditor({ program }: InstalledEditor, workspace: string, data: string): Running {
  console.log(`Editor: the installed Visual Studio Code (${program}).`);
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(
    program,
    [
      ...[workspace, join(workspace, pipeline), '--new-window', ...asRoot],
      // A profile of its own: settings, extensions and windows of the person are left alone.
      ...[`--user-data-dir=${join(data, 'user')}`, `--extensions-dir=${join(data, 'extensions')}`],
      ...[`--extensionDevelopmentPath=${repository}`, '--disable-workspace-trust', '--skip-welcome'],
    ],
    { stdio: 'ignore' },
  );
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => {
      resolve();
    });
  });
  return {
    ended,
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

async function openNpmEditor(workspace: string, data: string): Promise<Running> {
  console.log('Editor: the npm-borne one in a browser (no installed Visual Studio Code was found).');
  const server = await startServer(await installEditor(), data);
  const address = addressOf(server, {
    workspace,
    extension: repository,
    file: join(workspace, pipeline),
  });
  console.log(`Address: ${address}`);
  if (hasDisplay()) openBrowser(address);
  else console.log('There is no display here: open the address in a browser of this machine.');
  return { ended: new Promise(() => undefined), stop: server.stop };
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return ['DISPLAY', 'WAYLAND_DISPLAY'].some(name => (process.env[name] ?? '') !== '');
}

/** Opens the address in the person's own browser, or in a Chromium where the system has no such wish. */
function openBrowser(address: string): void {
  const [command, ...args] =
    process.platform === 'darwin'
      ? ['open', address]
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler', address]
        : [findOnPath(['xdg-open']) ?? findChromium(), address];
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.on('error', ({ message }) => {
    console.log(`The browser did not start (${message}): open the address by hand.`);
  });
  child.unref();
}

const workspace = await sampleWorkspace();
const data = await scratchFolder('editor');
const installed = findInstalledEditor();
const running =
  installed === undefined
    ? await openNpmEditor(workspace.folder, data.folder)
    : openInstalledEditor(installed, workspace.folder, data.folder);
console.log(`Sample dataset: ${workspace.folder} (a copy, removed at the end)`);
console.log('Stop: Ctrl+C');

const interrupted = new Promise<void>(resolve => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      resolve();
    });
});
// Pending promises alone do not keep a process running.
const keepRunning = setInterval(() => undefined, 60_000);
await Promise.race([running.ended, interrupted]);
clearInterval(keepRunning);
console.log('Stopping …');
await running.stop();
await data.remove();
await workspace.remove();
process.exit(0);
