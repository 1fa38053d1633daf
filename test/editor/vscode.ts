import { existsSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { findOnPath } from './chromium.ts';

/** A Visual Studio Code on this machine. */
export interface InstalledEditor {
  /** The command people type. */
  readonly command: string;
  /** The program itself, which test runners start. */
  readonly program: string;
}

/**
 * An installed Visual Studio Code: DARKROOM_VSCODE (command or program), or `code` on PATH. Undefined when there is
 * none, or only the one of a remote terminal, which cannot open windows of its own.
 * @throws Error when DARKROOM_VSCODE names nothing.
 */
export function findInstalledEditor(): InstalledEditor | undefined {
  const chosen = process.env['DARKROOM_VSCODE'];
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen))
      throw new Error(`Expected a program for DARKROOM_VSCODE but received ${chosen}.`);
    return { command: chosen, program: programOf(chosen) ?? chosen };
  }
  const command = findOnPath(['code', 'code-insiders']);
  if (command === undefined) return undefined;
  const program = programOf(command);
  return program === undefined ? undefined : { command, program };
}

/** The program behind a command such as `…/bin/code`: where it lies differs by system. */
function programOf(command: string): string | undefined {
  const real = realpathSync(command);
  if (real.includes(`${sep}remote-cli${sep}`)) return undefined;
  const folder = dirname(dirname(real));
  const candidates = [
    join(folder, 'code'),
    join(folder, 'code-insiders'),
    join(folder, 'Code.exe'),
    join(folder, 'Code - Insiders.exe'),
    // …/Contents/Resources/app/bin/code → …/Contents/MacOS/Electron
    join(folder, '..', '..', 'MacOS', 'Electron'),
  ];
  return candidates.find(candidate => candidate !== real && existsSync(candidate));
}
