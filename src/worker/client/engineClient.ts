import type { Limits } from '../../shared/image.ts';
import type { EngineService } from '../../shared/protocol.ts';
import type { Client } from '../../shared/rpc.ts';
import { askLean } from './carriedBytes.ts';
import { CrashError, Quarantine, StartError } from './crash.ts';
import { patienceMilliseconds, WorkerProcess } from './workerProcess.ts';
import { abortError } from '../../shared/errors.ts';

export interface EngineClientOptions {
  /** Path of the bundled `child.js`. */
  readonly entry: string;
  /** The Node (or Electron) to run it with; this process's own when absent. */
  readonly execPath?: string;
  /** Most worker threads for files; one per core when absent. */
  readonly threads?: number | undefined;
  /** Without a request for this long the process goes away. */
  readonly idleSeconds?: number;
  /** Lines that the process prints, which it does only when something is wrong. */
  readonly onLog?: (line: string) => void;
}

/** Requests that are not repeated after a crash: who works on many files does that itself, with care. */
const onceOnly: ReadonlySet<string> = new Set([
  'developFiles',
  'resultSize',
  'fileStatistics',
  'recordFile',
  'thumbnail',
  'impactSample',
  'labelsWritten',
  'dropThumbnails',
  'configure',
  'prepare',
]);

/** Requests that write files. All others leave nothing behind, wherever they end. */
const writing: ReadonlySet<string> = new Set(['developFiles', 'writeAnnotations']);

type CancelJob = Parameters<EngineService['cancelJob']>[0];

/** A request whose answer is awaited, and the files it concerns. */
interface Open {
  readonly files: readonly Subject[];
}
interface Subject {
  readonly path: string;
  /** Path and version, under which crashes are counted; absent for files of a batch, which counts for itself. */
  readonly key?: string;
}

/**
 * Talks to the engine in its own process: started when first needed, started again after a crash with the limits it
 * had, gone when idle. Requests that are open when it dies fail with `crashed`.
 */
export class EngineClient {
  readonly service: Client<EngineService>;
  private process: WorkerProcess | undefined;
  private limits: Limits | undefined;
  private idle: NodeJS.Timeout | undefined;
  private disposed = false;
  private readonly open = new Set<Open>();
  private readonly quarantine = new Quarantine();

  constructor(private options: EngineClientOptions) {
    this.service = new Proxy({} as Client<EngineService>, {
      get: (_target, method) => {
        if (typeof method !== 'string' || method === 'then') return undefined;
        return (params: unknown, signal?: AbortSignal) => this.request(method, params, signal);
      },
    });
  }

  /** Process id of the worker process while there is one. */
  get pid(): number | undefined {
    return this.process?.pid;
  }

  /** Sets what holds from the next start of the process on; one that has nothing to do ends for it. */
  adjust(settings: Pick<EngineClientOptions, 'threads' | 'idleSeconds'>): void {
    this.options = { ...this.options, ...settings };
    if (this.open.size === 0) this.sleep();
  }

  /** Ends the process; open requests fail as cancelled. */
  async dispose(): Promise<void> {
    this.disposed = true;
    clearTimeout(this.idle);
    const { process } = this;
    this.process = undefined;
    process?.connection.close(abortError());
    await process?.stop();
  }

  private async request(method: string, params: unknown, signal?: AbortSignal): Promise<unknown> {
    if (method === 'configure') {
      this.limits = params as Limits;
      if (!this.process) return undefined;
    }
    if (method === 'cancelJob') return this.cancelJob(params as CancelJob);
    const files = subjectsOf(params);
    const keys = files.flatMap(({ key }) => key ?? []);
    for (let attempt = 1; ; attempt++) {
      for (const key of keys) this.quarantine.check(key);
      try {
        return await this.requestOnce(method, params, files, signal);
      } catch (thrown) {
        if (!(thrown instanceof CrashError)) throw thrown;
        if (onceOnly.has(method) || attempt === 2)
          throw files.length > 0 ? thrown : new CrashError(thrown.how, thrown.alone, false);
      }
    }
  }

  /** A process that does not end the job in time is ended itself: it or its disk hangs, and a person waits. */
  private async cancelJob(params: CancelJob): Promise<unknown> {
    const { process } = this;
    if (!process) return undefined;
    const cancelling = this.requestOnce('cancelJob', params, []);
    if (params.finishWritten) return cancelling;
    const timer = setTimeout(() => {
      process.giveUp();
    }, patienceMilliseconds);
    try {
      return await cancelling;
    } finally {
      clearTimeout(timer);
    }
  }

  private async requestOnce(
    method: string,
    params: unknown,
    files: readonly Subject[],
    signal?: AbortSignal,
  ) {
    if (this.disposed) throw abortError();
    clearTimeout(this.idle);
    const process = (this.process ??= this.start());
    process.writes ||= writing.has(method);
    const open = { files };
    this.open.add(open);
    try {
      const answer = await askLean(params, sent => process.connection.request(method, sent, signal));
      for (const { key } of files) if (key !== undefined) this.quarantine.acquit(key);
      return answer;
    } finally {
      this.open.delete(open);
      this.sleepLater();
    }
  }

  private start(): WorkerProcess {
    const started = new WorkerProcess({
      entry: this.options.entry,
      execPath: this.options.execPath ?? process.execPath,
      threads: this.options.threads,
      onLog: this.options.onLog ?? (() => undefined),
      onExit: (how, ready) => {
        started.connection.close(this.reasonFor(started, how, ready));
      },
    });
    if (this.limits) void started.connection.request('configure', this.limits).catch(() => undefined);
    return started;
  }

  private reasonFor(ended: WorkerProcess, how: string, ready: boolean): Error {
    // It was told to end. What is open by now is another's.
    if (this.process !== ended) return abortError();
    this.process = undefined;
    if (ended.isGivenUp) return new CrashError(how, false);
    return ready ? this.blame(how) : new StartError(how, ended.lastWords);
  }

  /** The error of all requests that were open at a crash. When only one file was being worked on, it did it. */
  private blame(how: string): CrashError {
    const files = [...this.open].flatMap(({ files }) => files);
    const alone = new Set(files.map(({ path }) => path)).size === 1;
    for (const key of new Set(files.flatMap(file => file.key ?? []))) this.quarantine.blame(key, alone);
    return new CrashError(how, alone);
  }

  /** Ends the process after a while, unless something is open or begins. */
  private sleepLater(): void {
    if (this.open.size > 0 || this.disposed) return;
    clearTimeout(this.idle);
    this.idle = setTimeout(
      () => {
        this.sleep();
      },
      (this.options.idleSeconds ?? 60) * 1000,
    );
    this.idle.unref();
  }

  private sleep(): void {
    clearTimeout(this.idle);
    const { process } = this;
    this.process = undefined;
    void process?.stop();
  }
}

/** The files that a request works on, by the names that requests use for them. */
function subjectsOf(params: unknown): readonly Subject[] {
  if (typeof params !== 'object' || params === null) return [];
  const { source, input, path, file, files } = params as Record<string, unknown>;
  if (Array.isArray(files)) return files.flatMap(subjectsOf);
  if (typeof file === 'object') return subjectsOf(file);
  if (typeof source === 'object' && source !== null) {
    const { path, name, version } = source as Record<string, unknown>;
    const named = typeof path === 'string' ? path : String(name);
    return [{ path: named, key: `${named}\n${String(version)}` }];
  }
  const named = input ?? path;
  return typeof named === 'string' ? [{ path: named }] : [];
}
