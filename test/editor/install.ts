import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository } from './workspace.ts';

const version = '4.100.3';
/** Written last: a folder without it is a half-finished installation. */
const marker = 'installation-complete';

/**
 * The folder of a complete VS Code server and workbench from the npm registry, installed when it is not there yet.
 *
 * The installation happens beside its place and is moved there whole, so that an interrupted one leaves nothing that
 * could be mistaken for an editor and two at once do not disturb each other.
 */
export async function installEditor(): Promise<string> {
  const cache = join(repository, '.vscode-test');
  const place = join(cache, `code-server-${version}`);
  const server = join(place, 'node_modules', 'code-server', 'lib', 'vscode');
  await removeAbandoned(cache);
  if (existsSync(join(place, marker))) {
    await installLogger(server);
    return server;
  }

  console.log(`Installing the editor (code-server ${version}, the VS Code of the npm registry) …`);
  const started = performance.now();
  const partial = `${place}.${process.pid}.partial`;
  await mkdir(partial, { recursive: true });
  await writeFile(join(partial, 'package.json'), JSON.stringify({ private: true }));
  await npm(partial, ['install', `code-server@${version}`, '--save-exact']);
  const inside = join(partial, 'node_modules', 'code-server', 'lib', 'vscode');
  await npm(inside, ['install', '--omit=dev']);
  await npm(join(inside, 'extensions'), ['install', '--omit=dev']);
  if (!existsSync(join(inside, 'out', 'server-main.js')))
    throw new Error(`code-server ${version} was installed but holds no out/server-main.js.`);
  await writeFile(join(partial, marker), new Date().toISOString());

  if (!existsSync(join(place, marker))) {
    await rm(place, { recursive: true, force: true });
    await rename(partial, place);
  } else {
    await rm(partial, { recursive: true, force: true });
  }
  await installLogger(server);
  console.log(`Installed in ${((performance.now() - started) / 1000).toFixed(0)} s.`);
  return server;
}

/** Gives the editor a log writer that needs no compiling: without one its output channels stay empty. */
async function installLogger(server: string): Promise<void> {
  const ours = await readFile(join(repository, 'test', 'editor', 'fileLogger.cjs'), 'utf8');
  const place = join(server, 'node_modules', '@vscode', 'spdlog', 'index.js');
  if ((await readFile(place, 'utf8')) === ours) return;
  await writeFile(`${place}.${process.pid}`, ours);
  await rename(`${place}.${process.pid}`, place);
}

/** Removes what installations that did not finish have left. */
async function removeAbandoned(cache: string): Promise<void> {
  if (!existsSync(cache)) return;
  for (const name of await readdir(cache)) {
    const owner = /^code-server-.*\.(\d+)\.partial$/.exec(name)?.[1];
    if (owner !== undefined && !isRunning(Number(owner)))
      await rm(join(cache, name), { recursive: true, force: true });
  }
}

function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch {
    return false;
  }
}

/** Runs npm in `folder`; its output is shown only when it fails. */
function npm(folder: string, task: readonly string[]): Promise<void> {
  const args = [...task, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  // Inside `npm run`, npm says where it is; its settings for this project are not meant for that folder.
  const entry = process.env['npm_execpath'];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_local_prefix|package_|lifecycle_)/.test(name),
    ),
  );
  const child =
    entry === undefined
      ? spawn('npm', args, { cwd: folder, env, shell: process.platform === 'win32' })
      : spawn(process.execPath, [entry, ...args], { cwd: folder, env });
  let output = '';
  child.stdout.on('data', chunk => (output += String(chunk)));
  child.stderr.on('data', chunk => (output += String(chunk)));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => {
      if (code === 0) resolve();
      else reject(new Error(`npm ${args.join(' ')} ended with ${String(code)} in ${folder}:\n${output}`));
    });
  });
}
