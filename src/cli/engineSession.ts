import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Option, type Command } from 'commander';
import { defaultLimits } from '../shared/image.ts';
import { EngineClient } from '../worker/client.ts';
import { positiveNumber, wholeNumber } from './optionValues.ts';
import { say } from './outcome.ts';
import { isAbort } from '../shared/errors.ts';

/** Options of the commands that work on pixels. */
export interface EngineOptions {
  readonly workers: number;
  readonly maxMegapixels: number;
  readonly timeLimit: number;
}

export function addEngineOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--workers <number>', 'files in work at once')
        .argParser(wholeNumber(1, 256))
        .default(availableParallelism(), 'one per core'),
    )
    .addOption(
      new Option('--max-megapixels <number>', 'larger images are refused (darkroom.limits.maximumMegapixels)')
        .argParser(positiveNumber)
        .default(defaultLimits.maximumMegapixels),
    )
    .addOption(
      new Option(
        '--time-limit <seconds>',
        'time for one image, more above 10 megapixels (darkroom.limits.timeLimitSeconds)',
      )
        .argParser(positiveNumber)
        .default(defaultLimits.timeLimitSeconds),
    );
}

export interface Session {
  readonly client: EngineClient;
  /** Aborts at Ctrl+C and when asked to end. */
  readonly signal: AbortSignal;
  /** The exit status of an end that was asked for from outside; undefined when none was. */
  readonly interruption: () => number | undefined;
}

const interruptions = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Runs `work` with an engine, which is gone afterwards in any case. It starts at once, so that `work` had better load
 * what it needs meanwhile.
 * @returns the exit status: that of `work`, or that of the interruption by which it was aborted
 */
export async function withEngine(
  { workers, maxMegapixels, timeLimit }: EngineOptions,
  work: (session: Session) => Promise<number>,
): Promise<number> {
  const controller = new AbortController();
  let status: number | undefined;
  const listeners = Object.entries(interruptions).map(([name, value]) => {
    const listener = () => {
      // The second time the person means it.
      if (status !== undefined) process.exit(value);
      status = value;
      controller.abort();
    };
    process.on(name, listener);
    return { name, listener };
  });
  const client = new EngineClient({
    entry: fileURLToPath(new URL('./child.js', import.meta.url)),
    threads: workers,
    onLog: say,
  });
  try {
    await client.service.configure({ maximumMegapixels: maxMegapixels, timeLimitSeconds: timeLimit });
    // Every command that has an engine works on files; what does not start is told of by the next request.
    client.service.prepare({}).catch(() => undefined);
    return await work({ client, signal: controller.signal, interruption: () => status });
  } catch (thrown) {
    if (status === undefined || !isAbort(thrown)) throw thrown;
    say('Cancelled.');
    return status;
  } finally {
    await client.dispose();
    for (const { name, listener } of listeners) process.off(name, listener);
  }
}
