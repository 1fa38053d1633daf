import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DevelopedFile, Development, PlannedFile } from '../../src/shared/development.ts';
import { DarkroomError, fromProblem } from '../../src/shared/errors.ts';
import type { Limits } from '../../src/shared/image.ts';
import type { EngineService } from '../../src/shared/protocol.ts';
import { EngineClient } from '../../src/worker/client.ts';
import { bundle } from '../unit/worker/bundle.ts';
import { Finding } from './finding.ts';

/** What the child is told. A file that says it is larger is to be refused, and one that is not must do with the memory. */
const limits: Limits = { maximumMegapixels: 8, timeLimitSeconds: 20 };
/** What an image of 8 megapixels of four floats takes to be decoded and written, and the process itself. */
export const mostMemory = 900 * 2 ** 20;
/** A process that does nothing is waited for so many times as long as one that works. */
const mostWaits = 20;
/** Of Linux, on every machine that Node.js runs on. */
const ticksPerSecond = 100;
/** Codes that a file or a text alone cannot be at fault for. */
const neverExpected = new Set([
  'bug',
  'crashed',
  'timeout',
  'aborted',
  'not_found',
  'not_permitted',
  'exists',
  'no_space',
]);

type Params<Name extends keyof EngineService> = Parameters<EngineService[Name]>[0];
type Result<Name extends keyof EngineService> = Awaited<ReturnType<EngineService[Name]>>;
export type Answer<Value> = { readonly value: Value } | { readonly error: DarkroomError };

/** The worker process as the editor and the command line start it, watched. */
export class Subject {
  /** Where cases put their files. */
  readonly folder: string;
  private client: EngineClient;
  private readonly log: string[] = [];

  private constructor(
    folder: string,
    private readonly entry: string,
    private readonly patience: number,
  ) {
    this.folder = folder;
    this.client = this.start();
  }

  /**
   * @param entry path of the process's script
   * @param patience what an answer about a file may take, in seconds of work
   */
  static async create(entry = bundle('child.js'), patience = 5): Promise<Subject> {
    return new Subject(await mkdtemp(join(tmpdir(), 'darkroom-fuzz-')), entry, patience);
  }

  /**
   * Asks, and waits for so many seconds of the process's work.
   * @param file what an error has to name; undefined for texts, whose errors have a place
   * @throws Finding for everything but a result and an error that a person can act on
   */
  async ask<Name extends keyof EngineService>(
    method: Name,
    params: Params<Name>,
    file: string | undefined,
    seconds = this.patience,
  ): Promise<Answer<Result<Name>>> {
    const request = () => this.client.service[method](params) as Promise<Result<Name>>;
    return this.answer(request, method, file, seconds);
  }

  /** Has one file developed. @throws Finding as `ask` */
  async develop(
    planned: PlannedFile,
    development: Development,
    file: string | undefined,
  ): Promise<Answer<DevelopedFile>> {
    const request = async () => {
      const [outcome] = await this.client.service.developFiles({ ...development, files: [planned] });
      if (!outcome) throw new Finding('bug', 'nothing came of the only file');
      if ('problem' in outcome) throw fromProblem(outcome.problem);
      return outcome.result;
    };
    return this.answer(request, 'developFiles', file, this.patience);
  }

  private async answer<Value>(
    request: () => Promise<Value>,
    method: keyof EngineService,
    file: string | undefined,
    seconds: number,
  ): Promise<Answer<Value>> {
    const stop = new AbortController();
    const late = this.late(seconds, stop.signal).then(() => {
      this.kill();
      throw new Finding('hang', `${method} took more than ${seconds} s`);
    });
    late.catch(() => undefined);
    try {
      const work = request();
      work.catch(() => undefined);
      return { value: await Promise.race([work, late]) };
    } catch (thrown) {
      if (thrown instanceof Finding) throw thrown;
      return { error: this.expected(thrown, method, file) };
    } finally {
      stop.abort();
    }
  }

  /**
   * Ends when the process has worked for so many seconds, or has done nothing for much longer. On a busy machine a
   * clock on the wall proves nothing; where the system does not say what a process has worked, it has to do.
   */
  private async late(seconds: number, signal: AbortSignal): Promise<void> {
    const began = this.worked() ?? 0;
    for (let waited = 0; waited < mostWaits; waited++) {
      await pause(seconds * 1000, undefined, { signal });
      const worked = this.worked();
      if (worked === undefined || worked - began >= seconds) return;
    }
  }

  /** Seconds that all threads of the process have worked. */
  private worked(): number | undefined {
    const { pid } = this.client;
    if (process.platform !== 'linux') return undefined;
    try {
      const fields = readFileSync(`/proc/${pid ?? 0}/stat`, 'latin1')
        .split(') ')[1]!
        .split(' ');
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    } catch {
      // It has not begun, or has ended.
      return 0;
    }
  }

  /** Bytes of memory that the process has held at most since `forgetPeak`; undefined where the system does not say. */
  peakMemory(): number | undefined {
    if (process.platform !== 'linux' || this.client.pid === undefined) return undefined;
    const peak = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${this.client.pid}/status`, 'latin1'));
    return peak ? Number(peak[1]) * 1024 : undefined;
  }

  forgetPeak(): void {
    if (process.platform !== 'linux' || this.client.pid === undefined) return;
    try {
      writeFileSync(`/proc/${this.client.pid}/clear_refs`, '5');
    } catch {
      // Some containers do not allow it: the peak is then that of all cases so far, which is stricter.
    }
  }

  /** A process without a past. */
  async restart(): Promise<void> {
    await this.client.dispose();
    this.client = this.start();
  }

  async dispose(): Promise<void> {
    await this.client.dispose();
    await rm(this.folder, { recursive: true, force: true });
  }

  private start(): EngineClient {
    const client = new EngineClient({
      entry: this.entry,
      threads: 1,
      idleSeconds: 600,
      onLog: line => {
        this.log.push(line);
        if (this.log.length > 40) this.log.shift();
      },
    });
    void client.service.configure(limits);
    return client;
  }

  private kill(): void {
    if (this.client.pid !== undefined) process.kill(this.client.pid, 'SIGKILL');
  }

  private expected(thrown: unknown, method: string, file: string | undefined): DarkroomError {
    if (!(thrown instanceof DarkroomError)) {
      throw new Finding(
        'bug',
        `${method}: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`,
      );
    }
    const { code, message } = thrown;
    if (code === 'crashed') throw new Finding('crash', `${method}: ${message} ${this.log.join('\n')}`);
    if (code === 'timeout') throw new Finding('hang', `${method}: ${message}`);
    if (neverExpected.has(code)) throw new Finding('bug', `${method}: ${code}: ${message}`);
    if (message.trim() === '' || /undefined|\[object/.test(message.replace(file ?? '', ''))) {
      throw new Finding('message', `${method}: ${JSON.stringify(message)}`);
    }
    if (file !== undefined && !(thrown.file ?? message).includes(basename(file))) {
      throw new Finding('message', `${method}: names no file: ${message}`);
    }
    return thrown;
  }
}
