import { existsSync } from 'node:fs';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { DarkroomError } from '../../shared/errors.ts';
import { errorNumber, fileError } from '../fileErrors.ts';
import { readPlainText } from '../plainFile.ts';
import { isLock, manifestName } from './names.ts';

const holder = v.object({
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  host: v.string(),
  /** ISO 8601. */
  since: v.string(),
  /** Tells the process from a later one of the same number, where the system says so. */
  birth: v.optional(v.string()),
  /** Where its number is counted: each container has numbers of its own. Linux only. */
  space: v.optional(v.string()),
});
/** A process that writes into an output folder, as its lock file says. */
export type Holder = v.InferOutput<typeof holder>;

export interface Lock {
  readonly path: string;
  readonly holder: Holder;
  readonly isLive: boolean;
  /** Its process has the number in another container on this host. */
  readonly isContained: boolean;
}

/**
 * The lock files in a folder. Each process has its own, of a name that is never used again, so that one whose process
 * is dead can be removed by anybody without taking another's away.
 */
export async function locksIn(folder: string): Promise<readonly Lock[]> {
  const names = await readdir(folder).catch((thrown: unknown) => {
    if (errorNumber(thrown) === 'ENOENT') return [];
    throw fileError(thrown, 'Reading', folder);
  });
  const locks: Lock[] = [];
  for (const name of names.filter(isLock)) {
    const path = join(folder, name);
    const text = await readPlainText(path).catch(() => undefined);
    // It has been released meanwhile, or is no file and thus no lock.
    if (text === undefined) continue;
    const parsed = v.safeParse(holder, parseJson(text));
    if (!parsed.success) continue;
    const isContained = await isInOtherContainer(parsed.output);
    locks.push({
      path,
      holder: parsed.output,
      isLive: isContained || (await isLive(parsed.output)),
      isContained,
    });
  }
  return locks;
}

/** @throws DarkroomError `in_use` when another process is writing into the folder or one above it, saying which */
export async function refuseInUse(folder: string): Promise<void> {
  const live = await liveLockIn(folder);
  if (live) throw inUse(folder, live);
  await refuseInUseAbove(folder);
}

/** @throws DarkroomError `in_use` when a run into a folder above this one may be writing here as well */
export async function refuseInUseAbove(folder: string): Promise<void> {
  for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
    if (!existsSync(join(above, manifestName))) continue;
    const live = await liveLockIn(above);
    if (live) throw inUse(above, live);
  }
}

/** A lock of a living process, if there is one. */
export async function liveLockIn(folder: string): Promise<Lock | undefined> {
  return (await locksIn(folder)).find(({ isLive }) => isLive);
}

export function inUse(folder: string, { path, holder, isContained }: Lock): DarkroomError {
  const { pid, host, since } = holder;
  const where = isContained ? `of another container on ${host}` : `on ${host}`;
  return new DarkroomError(
    'in_use',
    `Another run is writing into ${folder}: process ${pid} ${where}, since ${since}.`,
    {
      hint: `Wait for its end, or choose another output folder. If it is surely over, delete ${path}.`,
      file: folder,
    },
  );
}

/** This process, as it says of itself. */
export async function thisHolder(): Promise<Holder> {
  const birth = await birthOf(process.pid);
  const space = await ownSpace();
  return {
    pid: process.pid,
    host: hostname(),
    since: new Date().toISOString(),
    ...(birth !== undefined && { birth }),
    ...(space !== undefined && { space }),
  };
}

/** Nobody here knows of such a process, so it counts as living until the system is started again. */
async function isInOtherContainer({ host, birth, space }: Holder): Promise<boolean> {
  if (host !== hostname() || space === undefined) return false;
  const here = await thisHolder();
  return here.space !== undefined && here.space !== space && bootOf(here) === bootOf({ birth });
}

function bootOf({ birth }: Pick<Holder, 'birth'>): string | undefined {
  return birth?.split(' ', 1)[0];
}

async function ownSpace(): Promise<string | undefined> {
  return readlink('/proc/self/ns/pid').catch(() => undefined);
}

/** Of a process on another host nobody here knows, so it counts as living. */
async function isLive({ pid, host, birth }: Holder): Promise<boolean> {
  if (host !== hostname()) return true;
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    // It is somebody else's process, but it is there.
    if (errorNumber(thrown) !== 'EPERM') return false;
  }
  const now = await birthOf(pid);
  return birth === undefined || now === undefined || now === birth;
}

/** Linux: the start of the system and, in its ticks, of the process. Undefined elsewhere; a zombie is dead. */
async function birthOf(pid: number): Promise<string | undefined> {
  try {
    const [boot, stat] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // The name, in parentheses, may hold spaces; the 22nd field is the 20th behind it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? `${boot.trim()} dead` : `${boot.trim()} ${fields[19]}`;
  } catch {
    return undefined;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
