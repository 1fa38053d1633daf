import { open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileError, isAbsence } from '../../../dataset/fileErrors.ts';
import { makeFolder } from '../../../dataset/makeFolder.ts';
import { printLine, type HeaderLine, type ManifestLine } from '../../../dataset/manifest/lines.ts';
import { claimsName, closedClaims, manifestName } from '../../../dataset/manifest/names.ts';
import { claimedIn, manifestLines, manifestStamp } from '../../../dataset/manifest/read.ts';
import type { Claims } from '../../../shared/development.ts';
import { DarkroomError, isAbort } from '../../../shared/errors.ts';
import { beginManifest, madeBy } from './compact.ts';
import { flushFolder, flushFolders } from './durable.ts';
import { removeLeftovers } from './leftovers.ts';
import { RunLock } from './lock.ts';

export interface JournalOptions {
  /** The output folder; made when it is not there. */
  readonly root: string;
  readonly header: HeaderLine;
  /** Folders that results go to. */
  readonly folders: Iterable<string>;
  /** Bytes that the claims of all that is in work at once may take. */
  readonly room: number;
  /** What the manifest was when the plan was made that reckons with it; absent when none does. */
  readonly stamp?: string | undefined;
  /** Neither the beginning nor the end keeps who aborts it waiting, however much earlier runs have told. */
  readonly signal?: AbortSignal | undefined;
}

/** Lines wait this long for others, to be flushed to the disk together. */
const patienceMilliseconds = 200;
const mostWaiting = 256;
/** Lines that an aborted run still reads at its end, which takes a fraction of a second; the next run reads the rest. */
const mostReadAborted = 5000;

/**
 * The manifest of a run while it goes on, and the lock on its folder. A line is written once what it tells of is on the
 * disk: the bytes are, when a thread reports them, and the names are flushed before.
 */
export class Journal {
  private waiting: { text: string; folder: string }[] = [];
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();
  private failure: Error | undefined;
  private isTorn = false;
  private readonly inherited = new Map<string, readonly string[]>();
  /** Outputs of which it is not known how far they came: who was to publish them failed. Absolute. */
  private readonly doubtful = new Set<string>();
  /** Whether the same holds for outputs that nobody has named. */
  private isInDoubt = false;
  private readAtEnd = 0;

  private constructor(
    private readonly root: string,
    private readonly lock: RunLock,
    private readonly file: FileHandle,
    readonly claims: Claims,
    earlier: Awaited<ReturnType<typeof beginManifest>>,
    private readonly signal: AbortSignal | undefined,
  ) {
    for (const { output, hash } of earlier) {
      const path = join(root, output);
      this.inherited.set(path, [...this.inheritedAt(path), hash]);
    }
  }

  /** @throws DarkroomError when the folder cannot be written to, or another run does; AbortError */
  static async open({ root, header, folders, room, stamp, signal }: JournalOptions): Promise<Journal> {
    makeFolder(root, root);
    const lock = await RunLock.acquire(root);
    const claims = { path: join(root, claimsName(header.job)), room };
    try {
      if (stamp !== undefined && stamp !== (await manifestStamp(root))) throw overtaken(root);
      const earlier = await beginManifest(root, header, signal);
      await removeLeftovers(root, folders);
      await writeFile(claims.path, '\n'.repeat(2 * room), { flag: 'wx', flush: true });
      await flushFolder(root);
      const file = await open(join(root, manifestName), 'a');
      return new Journal(root, lock, file, claims, earlier, signal);
    } catch (thrown) {
      await rm(claims.path, { force: true });
      await lock.release();
      throw fileError(thrown, 'Writing', join(root, manifestName), root);
    }
  }

  /** @throws DarkroomError when lines could not be written, as when the disk is full */
  check(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  /** @param folder where a name is that the line tells of. Absolute */
  add(line: ManifestLine, folder: string): void {
    this.waiting.push({ text: printLine(line), folder });
    if (this.waiting.length >= mostWaiting) void this.flush();
    else this.timer ??= setTimeout(() => void this.flush(), patienceMilliseconds);
  }

  /**
   * Has work done whose threads note what they are about to publish, and of which a line will tell unless it fails.
   * @param outputs all that it publishes, absolute; absent when that is not known
   */
  async follow<Result>(work: Promise<Result>, outputs?: readonly string[]): Promise<Result> {
    try {
      const result = await work;
      for (const output of outputs ?? []) this.doubtful.delete(output);
      return result;
    } catch (thrown) {
      if (outputs) this.doubt(outputs);
      else this.isInDoubt = true;
      throw thrown;
    }
  }

  /** @param outputs what failed to be published: no line will tell of it. Absolute */
  doubt(outputs: readonly string[]): void {
    for (const output of outputs) this.doubtful.add(output);
  }

  /**
   * Hashes of what earlier runs were about to publish under a name when they were killed. A plan may not know them: what
   * is left of a run lives on for a moment.
   * @param output absolute
   */
  inheritedAt(output: string): readonly string[] {
    return this.inherited.get(output) ?? [];
  }

  /** Hashes of what threads of this run were about to publish under a name. */
  async claimedAt(outputs: readonly string[]): Promise<readonly string[]> {
    const claimed = await claimedIn(this.claims.path, output => outputs.includes(output));
    return [...claimed.values()].flat();
  }

  /**
   * Writes what is left, and gives the folder free.
   * @param end absent when the run did not come to its end
   * @throws DarkroomError when not everything could be written; what is missing is found again by resuming
   */
  async close(end?: { readonly done: number; readonly failed: number }): Promise<void> {
    try {
      await this.flush();
      // The disk may have been full for a moment only.
      if (this.failure !== undefined) await this.flush();
      this.check();
      const claims = await this.closeClaims();
      const isTold = await this.tellOpenClaims(claims);
      if (end) this.add({ kind: 'end', at: new Date().toISOString(), ...end }, this.root);
      await this.flush();
      this.check();
      if (isTold) await rm(claims, { force: true });
    } finally {
      clearTimeout(this.timer);
      await this.file.close();
      await this.lock.release();
    }
  }

  /**
   * From then on what a cancelled thread has not yet given its name gets none: nobody would know of it.
   * @returns where the claims are
   */
  private async closeClaims(): Promise<string> {
    const closed = closedClaims(this.claims.path);
    await rename(this.claims.path, closed).catch((thrown: unknown) => {
      // The folder was removed or taken over.
      if (!isAbsence(thrown)) throw thrown;
    });
    return closed;
  }

  /**
   * Claims of which no line has told, so that after the run it is known what may lie there.
   * @returns whether all are told: who has aborted the run does not wait for it, and the claims are to stay
   */
  private async tellOpenClaims(claims: string): Promise<boolean> {
    if (!this.isInDoubt && this.doubtful.size === 0) return true;
    try {
      const told = this.isInDoubt ? await this.told() : undefined;
      for await (const line of this.read(claims)) {
        if (line.kind !== 'claim') continue;
        const path = join(this.root, line.output);
        const isOpen = told ? !told.has(`${line.output} ${line.hash}`) : this.doubtful.has(path);
        if (isOpen) this.add(line, dirname(path));
      }
      return true;
    } catch (thrown) {
      if (!isAbort(thrown)) throw thrown;
      return false;
    }
  }

  /** Nobody keeps in mind what a run has told: there may be hundreds of thousands of lines. */
  private async told(): Promise<ReadonlySet<string>> {
    const told = new Set<string>();
    for await (const line of this.read(join(this.root, manifestName))) {
      for (const made of madeBy(line)) told.add(made.join(' '));
    }
    return told;
  }

  private async *read(path: string): AsyncGenerator<ManifestLine> {
    for await (const line of manifestLines(path)) {
      if (++this.readAtEnd > mostReadAborted) this.signal?.throwIfAborted();
      yield line;
    }
  }

  /** One after the other; never fails, but keeps what went wrong. */
  private flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.flushing = this.flushing.then(async () => {
      const lines = this.waiting;
      this.waiting = [];
      if (lines.length === 0) return;
      try {
        await flushFolders(new Set(lines.map(({ folder }) => folder)));
        // A line that was torn by a full disk is to spoil no other.
        await this.file.appendFile((this.isTorn ? '\n' : '') + lines.map(({ text }) => text).join(''));
        await this.file.datasync();
        this.isTorn = false;
        this.failure = undefined;
      } catch (thrown) {
        this.isTorn = true;
        this.waiting = [...lines, ...this.waiting];
        const error = fileError(thrown, 'Writing', join(this.root, manifestName), this.root);
        this.failure = error instanceof Error ? error : new Error(String(error));
      }
    });
    return this.flushing;
  }
}

function overtaken(root: string): DarkroomError {
  return new DarkroomError('in_use', `Another run has written into ${root} since this one was planned.`, {
    hint: 'Run again.',
    file: root,
  });
}
