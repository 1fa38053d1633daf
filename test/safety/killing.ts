import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { bundle } from '../unit/worker/bundle.ts';

/** Who is killed: all processes of the run, the one that began it, or the one that works on images. */
export type Victim = 'all' | 'master' | 'worker';

export interface Killing {
  readonly victim: Victim;
  /** After so many changes in the output folder, and this long after the last of them. */
  readonly afterChanges: number;
  readonly afterMilliseconds: number;
}

export interface Ending {
  readonly status: number | null;
  readonly killed: boolean;
  readonly stderr: string;
}

/** Runs the bundled command line, and kills what is to be killed when its moment comes, if it comes. */
export async function runKilled(
  parameters: readonly string[],
  folder: string,
  output: string,
  killing?: Killing,
): Promise<Ending> {
  const child = spawn(process.execPath, [bundle('cli.js'), 'run', ...parameters], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  let killed = false;
  const kill = async ({ victim }: Killing) => {
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null) return;
    const worker = victim === 'worker' ? await workerOf(pid) : undefined;
    if (victim === 'worker' && worker === undefined) return;
    killed = true;
    // The group of a process that has ended in this moment is gone.
    end(victim === 'all' ? -pid : (worker ?? pid));
  };
  const stop = killing && onChange(output, killing, () => void kill(killing));
  const status = await exited;
  stop?.();
  // A worker that has lost its master ends by itself; what it does until then is to harm nobody.
  return { status, killed, stderr };
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
  }
}

/** Calls back once, at the moment that was drawn. */
function onChange(
  folder: string,
  { afterChanges, afterMilliseconds }: Killing,
  then: () => void,
): () => void {
  let left = afterChanges;
  const isOver = new AbortController();
  const wait = () =>
    void pause(afterMilliseconds, undefined, { signal: isOver.signal }).then(then, () => undefined);
  if (left === 0) wait();
  const watcher = watch(folder, { recursive: false }, () => {
    if (--left === 0) wait();
  });
  return () => {
    isOver.abort();
    watcher.close();
  };
}

/** The process that a run has forked. */
async function workerOf(pid: number): Promise<number | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const [first] = children.trim().split(' ');
  return first === undefined || first === '' ? undefined : Number(first);
}
