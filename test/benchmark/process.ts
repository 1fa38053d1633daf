import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

export interface Cost {
  /** Milliseconds from start to end. */
  readonly wall: number;
  /** Milliseconds of all cores together, of the program and of all that it started. */
  readonly cpu: number;
  /** Highest memory in MiB, as `memoryOf`; undefined where the system does not tell. */
  readonly memory: number | undefined;
  readonly output: string;
}

const pollMilliseconds = 20;
/** Asking has the system walk all memory of a process, 12 ms for a Node.js with a child: at most a 20th of the time. */
const pollRatio = 20;

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
  const peak = new PeakMemory(child.pid!);
  const polling = setInterval(() => {
    peak.look();
  }, pollMilliseconds);
  const [status] = (await once(child, 'close')) as [number | null];
  clearInterval(polling);
  const wall = performance.now() - began;
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${errors}`);
  return { wall, cpu: processorTime(errors), memory: peak.memory, output };
}

/** The highest memory of a process and all below it. It is asked for whenever there seems to be more than ever. */
class PeakMemory {
  memory: number | undefined;
  private resident = 0;
  private rest = 0;

  constructor(private readonly pid: number) {}

  look(): void {
    const began = performance.now();
    if (began < this.rest) return;
    const resident = residentOf(this.pid);
    if (resident <= this.resident) return;
    this.resident = resident;
    const memory = memoryOf(this.pid);
    if (memory !== undefined) this.memory = Math.max(this.memory ?? 0, memory);
    this.rest = began + (performance.now() - began) * pollRatio;
  }
}

/** Pages of a process and all below it, those that several share counted for each: the system has that at hand. */
function residentOf(pid: number): number {
  const pages = familyOf(pid).map(member => Number(read(`/proc/${member}/statm`).split(' ')[1] ?? 0));
  return pages.reduce((sum, count) => sum + count, 0);
}

/** The last line of `times` is of the children: `0m1.23s 0m0.45s`. */
function processorTime(errors: string): number {
  const last = errors.trimEnd().split('\n').at(-1) ?? '';
  const times = [...last.matchAll(/(\d+)m([\d.]+)s/g)];
  return times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60e3 + Number(seconds) * 1e3, 0);
}

/**
 * MiB of a process and all below it; a process may end at any time. Programs and libraries count once, as much of them
 * as one process uses, whoever else on the machine uses them. Undefined where the system does not tell.
 */
export function memoryOf(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const processes = familyOf(pid).map(member => {
    const rollup = read(`/proc/${member}/smaps_rollup`);
    const kilobytes = (name: string) => Number(new RegExp(`^${name}: +(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
    const files = kilobytes('Rss') - kilobytes('Anonymous') - kilobytes('Pss_Shmem');
    return { own: kilobytes('Pss') - kilobytes('Pss_File'), files };
  });
  const own = processes.reduce((sum, { own }) => sum + own, 0);
  return (own + Math.max(...processes.map(({ files }) => files))) / 1024;
}

/** The process itself first. */
function familyOf(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(familyOf)];
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
