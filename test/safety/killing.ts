import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { bundle } from '../unit/worker/bundle.ts';

/** Who is killed: all processes of the run, the one that began it, or the one that works on images. */
export type Victim = 'all' | 'master' | 'worker';

/** A moment of a run. */
export interface Killing {
  readonly victim: Victim;
  /** After so many changes in the output folder. */
  readonly afterChanges: number;
  /** This long after the last of them. */
  readonly afterMilliseconds: number;
}

export interface Ending {
  readonly status: number | null;
  /** Whether the moment came before the end. */
  readonly killed: boolean;
  /** Changes that were seen in the output folder and where most results go. */
  readonly changes: number;
  readonly stderr: string;
}

/**
 * Runs the bundled command line, and kills what is to be killed when its moment comes, if it comes.
 * @param watched folders whose changes are counted
 */
export async function runKilled(
  parameters: readonly string[],
  folder: string,
  watched: readonly string[],
  killing?: Killing,
): Promise<Ending> {
  // Coverage of what is killed is never written, and that of the others costs more than the run.
  const { NODE_V8_COVERAGE: _, ...env } = process.env;
  const child = spawn(process.execPath, [bundle('cli.js'), 'run', ...parameters], {
    cwd: folder,
    env,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  const changes = new Changes(watched);
  const kill = async ({ victim }: Killing) => {
    const { pid } = child;
    if (pid === undefined || child.exitCode !== null) return false;
    const worker = victim === 'worker' ? await workerOf(pid) : undefined;
    if (victim === 'worker' && worker === undefined) return false;
    // The group of a process that has ended in this moment is gone.
    return end(victim === 'all' ? -pid : (worker ?? pid));
  };
  const killed = killing && changes.wait(killing).then(isTime => isTime && kill(killing));
  const status = await exited;
  changes.end();
  // A worker that has lost its master ends by itself; what it does until then is to harm nobody.
  return { status, killed: (await killed) === true, changes: changes.count, stderr };
}

/** @returns whether there was a process to be ended */
function end(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH') return false;
    throw thrown;
  }
}

/** What happens in folders, not below them, until one has seen enough. */
class Changes {
  count = 0;
  private readonly over = new AbortController();
  private readonly watchers;
  private onChange: () => void = () => undefined;

  constructor(folders: readonly string[]) {
    const onChange = () => {
      this.count++;
      this.onChange();
    };
    this.watchers = folders.map(folder => watch(folder, onChange));
  }

  /** @returns false when it ended before */
  async wait({ afterChanges, afterMilliseconds }: Killing): Promise<boolean> {
    const { signal } = this.over;
    while (this.count < afterChanges && !signal.aborted) {
      await new Promise<void>(resolve => (this.onChange = resolve));
    }
    return pause(afterMilliseconds, true, { signal }).catch(() => false);
  }

  end(): void {
    this.over.abort();
    for (const watcher of this.watchers) watcher.close();
    this.onChange();
  }
}

/** The process that a run has forked. */
async function workerOf(pid: number): Promise<number | undefined> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  const [first] = children.trim().split(' ');
  return first === undefined || first === '' ? undefined : Number(first);
}
