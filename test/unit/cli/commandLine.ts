import { spawn } from 'node:child_process';
import { bundle } from '../worker/bundle.ts';

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled command line; `onStderr` sees messages as they come and may act on the process. */
export function darkroom(
  parameters: readonly string[],
  folder: string,
  onStderr: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
  /** Another user to run it as. */
  user: { readonly uid?: number; readonly gid?: number } = {},
  environment: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [bundle('cli.js'), ...parameters], { cwd: folder, env, ...user });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    onStderr(text, signal => child.kill(signal));
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', status => {
      resolve({ status, stdout, stderr });
    });
  });
}

/** The summary of `run --json`. */
export function lastLine(stdout: string): string {
  return stdout.trimEnd().split('\n').at(-1)!;
}
