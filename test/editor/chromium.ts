import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

/** Names a Chromium or Chrome has on PATH. */
const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

/** Where installers put it when it is not on PATH. */
function usualPlaces(): readonly string[] {
  const { env } = process;
  switch (process.platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ];
    case 'win32':
      return [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']].flatMap(folder =>
        folder === undefined
          ? []
          : [
              join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
              join(folder, 'Chromium', 'Application', 'chrome.exe'),
              join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
            ],
      );
    default:
      return ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
  }
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The path of a program by its name, as a shell would find it. */
export function findOnPath(names: readonly string[]): string | undefined {
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd'] : [''];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter(folder => folder !== '');
  for (const name of names)
    for (const folder of folders)
      for (const suffix of suffixes) {
        const path = join(folder, name + suffix);
        if (isProgram(path)) return path;
      }
  return undefined;
}

/**
 * The path of a Chromium or Chrome: DARKROOM_CHROMIUM, PATH, the usual places; on Debian, as root, it is installed.
 * @throws Error saying what to do when there is none.
 */
export function findChromium(): string {
  const chosen = process.env['DARKROOM_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') {
    if (isProgram(chosen)) return chosen;
    throw new Error(`Expected a program for DARKROOM_CHROMIUM but received ${chosen}.`);
  }
  const found = findOnPath(commands) ?? usualPlaces().find(isProgram) ?? installOnDebian();
  if (found !== undefined) return found;
  throw new Error(
    'No Chromium or Chrome was found. Install one (https://www.chromium.org, or “apt-get install chromium” as root), ' +
      'or set DARKROOM_CHROMIUM to the path of its program.',
  );
}

function installOnDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  const apt = findOnPath(['apt-get']);
  if (apt === undefined) return undefined;
  console.log('No Chromium found: installing Debian’s (apt-get install chromium).');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const task of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const { status, stderr } = spawnSync(apt, task, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`apt-get ${task.join(' ')} failed:\n${stderr}`);
  }
  return findOnPath(commands);
}

export function launchChromium(): Promise<Browser> {
  const args = ['--no-first-run', '--disable-background-networking', '--disable-gpu'];
  // Containers without user namespaces have no sandbox to offer, and root is refused one.
  if (process.getuid?.() === 0) args.push('--no-sandbox', '--disable-dev-shm-usage');
  return chromium.launch({ executablePath: findChromium(), headless: true, args });
}
