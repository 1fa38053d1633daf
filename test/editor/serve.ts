import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface EditorServer {
  readonly port: number;
  /** Everything the server has written so far. */
  readonly log: () => string;
  /** Ends the server and everything it has started. */
  readonly stop: () => Promise<void>;
}

const settings = {
  // As in the editor on the desktop; in a browser text is saved while it is typed.
  'files.autoSave': 'off',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

const readyTimeout = 60_000;

/**
 * Starts the npm-borne editor's server on a free port of this machine and waits until it answers.
 *
 * @param editor folder that holds `out/server-main.js`
 * @param data folder for the server's settings, state and logs; made when missing
 * @param more settings on top of the quiet ones, and variables for the extension host's environment
 */
export async function startServer(
  editor: string,
  data: string,
  more: { settings?: Readonly<Record<string, unknown>>; env?: Readonly<Record<string, string>> } = {},
): Promise<EditorServer> {
  for (const level of ['Machine', 'User']) {
    const folder = join(data, 'data', level);
    await mkdir(folder, { recursive: true });
    await writeFile(
      join(folder, 'settings.json'),
      JSON.stringify({ ...settings, ...more.settings }, null, 2),
    );
  }
  const child = spawn(
    process.execPath,
    [
      ...[join(editor, 'out', 'server-main.js'), '--host', '127.0.0.1', '--port', '0'],
      ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
      ...['--server-data-dir', data],
    ],
    {
      cwd: editor,
      env: { ...withoutOwnOptions(process.env), ...more.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A process group of its own, so that all of it can be ended at once.
      detached: process.platform !== 'win32',
    },
  );
  let log = '';
  child.stdout.on('data', chunk => (log += String(chunk)));
  child.stderr.on('data', chunk => (log += String(chunk)));
  const atExit = () => {
    endGroup(child, 'SIGKILL');
  };
  process.on('exit', atExit);
  const stop = async () => {
    await endProcess(child);
    process.off('exit', atExit);
  };
  try {
    return { port: await portOf(child, () => log), log: () => log, stop };
  } catch (thrown) {
    await stop();
    throw thrown;
  }
}

/** Options meant for this process (the TypeScript loader, coverage) would slow or break the editor. */
function withoutOwnOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...rest } = env;
  return rest;
}

/** The port from the server's own announcement, which it makes when it listens. */
function portOf(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const look = setInterval(() => {
      const port = /Extension host agent listening on (\d+)/.exec(log())?.[1];
      if (port !== undefined) {
        done();
        resolve(Number(port));
      }
    }, 20);
    const fail = (reason: string) => {
      done();
      reject(new Error(`The editor's server ${reason}. It wrote:\n${log()}`));
    };
    const limit = setTimeout(() => {
      fail(`was not ready after ${readyTimeout / 1000} s`);
    }, readyTimeout);
    const onExit = (code: number | null) => {
      fail(`ended with ${String(code)} instead of listening`);
    };
    child.once('exit', onExit);
    child.once('error', reject);
    function done() {
      clearInterval(look);
      clearTimeout(limit);
      child.off('exit', onExit);
    }
  });
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise(resolve => child.once('exit', resolve));
    endGroup(child, 'SIGTERM');
    const late = setTimeout(() => {
      endGroup(child, 'SIGKILL');
    }, 3000);
    await ended;
    clearTimeout(late);
  }
  // Extension hosts outlive a server that was only asked to end.
  endGroup(child, 'SIGKILL');
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (thrown) {
    // ESRCH: the group has ended by itself.
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}
