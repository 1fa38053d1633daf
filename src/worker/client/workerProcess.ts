import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '../../shared/rpc.ts';

export interface WorkerProcessOptions {
  /** Path of the bundled `child.js`. */
  readonly entry: string;
  /** The Node (or Electron) to run it with. */
  readonly execPath: string;
  /** Most worker threads for files; the process has one more for previews. */
  readonly threads: number | undefined;
  readonly onLog: (line: string) => void;
  /** Called once; after it nothing is answered any more. */
  readonly onExit: (how: string, ready: boolean) => void;
}

/** Flushing waits for the disk, not for a processor; Node's own limit is 4. */
export const flushesAtOnce = 16;
/** Time for the process to end by itself once it is told to, or to end what it does. */
export const patienceMilliseconds = 2000;
/** Time for what it printed to arrive after its end. */
const lastWordsMilliseconds = 200;
/** How much of its last words is kept. */
const lastWordsLength = 2000;

/** One forked child and the wire to it. */
export class WorkerProcess {
  readonly connection: Connection;
  readonly ended: Promise<void>;
  /** Whether it was asked to write files, and is given time to leave them whole when it is told to end. */
  writes = false;
  private readonly child: ChildProcess;
  private ready = false;
  private isStopping = false;
  private wasGivenUp = false;
  private words = '';

  constructor(private readonly options: WorkerProcessOptions) {
    const { entry, execPath, threads } = options;
    const child = fork(entry, threads === undefined ? [] : [String(threads)], {
      execPath,
      // Loaders and debuggers of the parent are not the child's. Flags of V8 are set later, see `setUpV8`.
      execArgv: [],
      env: {
        ...process.env,
        // Node reads the certificates at its start, which takes longer than all else; nothing here uses a network.
        NODE_EXTRA_CA_CERTS: undefined,
        // Makes Node of Electron.
        ELECTRON_RUN_AS_NODE: '1',
        UV_THREADPOOL_SIZE: String(flushesAtOnce),
        // The C library of Linux else keeps what is freed for each thread apart.
        MALLOC_ARENA_MAX: '1',
      },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    this.connection = new Connection(
      {
        send: message => {
          if (child.connected) child.send(message);
        },
      },
      {},
      { ready: () => (this.ready = true) },
    );
    child.on('message', message => {
      this.connection.receive(message);
    });
    const silence = Promise.all([this.listen(child.stdout), this.listen(child.stderr)]);
    this.ended = new Promise(resolve => {
      const end = (how: string) => {
        options.onExit(how, this.ready);
        resolve();
      };
      // Not `close`, which Node leaves out when it was the parent that disconnected.
      child.once('exit', (code, signal) => {
        const how = signal === null ? `exit code ${code ?? 'unknown'}` : `signal ${signal}`;
        void Promise.race([silence, pause(lastWordsMilliseconds, undefined, { ref: false })]).then(() => {
          end(how);
        });
      });
      child.on('error', error => {
        // Node.js complains when a message was on its way while the wire was cut.
        if (!this.isStopping) options.onLog(`Worker process: ${error.message}`);
        // A process that was never born does not exit.
        if (child.pid === undefined) end(error.message);
      });
    });
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The end of what it printed, for errors. */
  get lastWords(): string {
    return this.words.trim();
  }

  /** Whether it was ended for being deaf, which is no fault of what was in work. */
  get isGivenUp(): boolean {
    return this.wasGivenUp;
  }

  /** Ends the process at once, though nobody has told it to end. */
  giveUp(): void {
    this.wasGivenUp = true;
    this.child.kill('SIGKILL');
  }

  /** Ends when the process has ended. */
  async stop(): Promise<void> {
    this.isStopping = true;
    // What is still being loaded does not hear, nor does what plans for a hundred thousand files.
    if (!this.ready || !this.writes) this.child.kill('SIGKILL');
    else if (this.child.connected) this.child.disconnect();
    const timer = setTimeout(() => this.child.kill('SIGKILL'), patienceMilliseconds);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends with the stream. */
  private async listen(stream: Readable | null): Promise<void> {
    if (!stream) return;
    stream.setEncoding('utf8');
    let rest = '';
    stream.on('data', (text: string) => {
      this.words = (this.words + text).slice(-lastWordsLength);
      const lines = (rest + text).split('\n');
      rest = (lines.pop() ?? '').slice(-lastWordsLength);
      for (const line of lines) if (line.trim() !== '') this.options.onLog(line.trimEnd());
    });
    await once(stream, 'close');
    if (rest.trim() !== '') this.options.onLog(rest.trimEnd());
  }
}
