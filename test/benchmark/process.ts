import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

export interface Cost {
  /** Milliseconds from start to end. */
  readonly wall: number;
  /** Milliseconds of all cores together, of the program and of all that it started. */
  readonly cpu: number;
  /** Highest sum of memory, shared pages counted once, in MiB; undefined where the system does not tell. */
  readonly memory: number | undefined;
  readonly output: string;
}

const pollMilliseconds = 50;
/** Asking has the system walk all memory of a process, 12 ms for a Node.js with a child: at most a 50th of the time. */
const pollRatio = 50;

/** Runs a program to its end. Needs a POSIX shell, which tells the time of processors. */
export async function run(command: readonly string[]): Promise<Cost> {
  const began = performance.now();
  const child = spawn('sh', ['-c', '"$0" "$@"; status=$?; times >&2; exit $status', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // Where it is set, every Node reads certificates at its start, for a network that none of them uses.
    env: { ...process.env, NODE_EXTRA_CA_CERTS: undefined },
  });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  let memory: number | undefined;
  let polling: NodeJS.Timeout | undefined;
  const poll = () => {
    const asked = performance.now();
    const now = memoryOf(child.pid!);
    if (now !== undefined) memory = Math.max(memory ?? 0, now);
    polling = setTimeout(poll, Math.max(pollMilliseconds, (performance.now() - asked) * pollRatio));
  };
  poll();
  const [status] = (await once(child, 'close')) as [number | null];
  clearTimeout(polling);
  const wall = performance.now() - began;
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${errors}`);
  return { wall, cpu: processorTime(errors), memory, output };
}

/** The last line of `times` is of the children: `0m1.23s 0m0.45s`. */
function processorTime(errors: string): number {
  const last = errors.trimEnd().split('\n').at(-1) ?? '';
  const times = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60e3 + Number(seconds) * 1e3, 0);
}

/** MiB of a process and all below it; a process may end at any time. Undefined where the system does not tell. */
export function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const own = Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
  return childrenOf(pid).reduce((sum, child) => sum + (memoryOf(child) ?? 0), own);
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap(task =>
      read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
