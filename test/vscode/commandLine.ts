import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { repository } from '../editor/workspace.ts';

export interface Finished {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line, the same engine without an editor, in `folder`. */
export function darkroom(folder: string, ...args: readonly string[]): Promise<Finished> {
  const cli = join(repository, 'dist', 'cli.js');
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [cli, ...args], { cwd: folder }, (_error, stdout, stderr) => {
      const status = child.exitCode;
      if (status === null) reject(new Error(`${cli} did not end by itself:\n${stderr}`));
      else resolve({ status, stdout, stderr });
    });
  });
}
