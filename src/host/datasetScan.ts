import { CancellationError, ProgressLocation, window, type ExtensionContext, type Uri } from 'vscode';
import { grouped } from '../shared/counted.ts';
import { DarkroomError, fromProblem, isAbort } from '../shared/errors.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { fullRange } from '../shared/shape.ts';
import { spread } from '../shared/spread.ts';
import { measureAll } from '../worker/client.ts';
import { hardest, type Candidate, type HardSample } from './hardest.ts';
import { isImageName } from './imageFiles.ts';
import { isOriginal } from './imagePicker.ts';
import { openSource } from './imageSource.ts';
import { workers } from './workers.ts';
import { findFiles } from './workspaceSearch.ts';

/** Files whose headers are read. */
const maximumFiles = 5000;
/** Files whose pixels are read, evenly over all: for the darkest and the brightest. */
const maximumMeasured = 200;
const headersAtOnce = 4;

export interface HardSamples {
  readonly samples: readonly HardSample<Uri>[];
  /** Images that were looked at. */
  readonly images: number;
  /** Files that could not be read as images. */
  readonly unreadable: number;
}

/**
 * Searches folders for hard images: all headers first, then the pixels of some, in the worker, with progress. Developed
 * images are left out.
 * @returns undefined when the person cancelled
 */
export async function findHardSamples(
  context: ExtensionContext,
  engine: Client<EngineService>,
  folders: readonly Uri[],
): Promise<HardSamples | undefined> {
  try {
    return await window.withProgress(
      {
        location: ProgressLocation.Notification,
        title: 'Darkroom: searching hard samples',
        cancellable: true,
      },
      async (progress, token) => {
        const cancelled = new AbortController();
        token.onCancellationRequested(() => {
          cancelled.abort();
        });
        const { signal } = cancelled;
        progress.report({ message: 'finding images' });
        const enters = isOriginal(context);
        const files = await findFiles(folders, isImageName, { maximum: maximumFiles, enters, signal });
        let share = 0;
        const report = (message: string, done: number) => {
          progress.report({ message, increment: (done - share) * 100 });
          share = done;
        };
        const read = await readHeaders(engine, files, signal, done => {
          report(`${grouped(done)} of ${grouped(files.length)} headers`, (done / files.length) * 0.5);
        });
        const measured = await measure(engine, read, signal, (done, total) => {
          report(`${grouped(done)} of ${grouped(total)} images`, 0.5 + (done / total) * 0.5);
        });
        return { samples: hardest(measured), images: read.length, unreadable: files.length - read.length };
      },
    );
  } catch (thrown) {
    if (thrown instanceof CancellationError || isAbort(thrown)) return undefined;
    throw thrown;
  }
}

/** What the files that can be read say of themselves, in the order of the files. */
async function readHeaders(
  engine: Client<EngineService>,
  files: readonly Uri[],
  signal: AbortSignal,
  onDone: (done: number) => void,
): Promise<readonly Candidate<Uri>[]> {
  const found = new Array<Candidate<Uri> | undefined>(files.length);
  let next = 0;
  let done = 0;
  const work = async () => {
    while (next < files.length) {
      signal.throwIfAborted();
      const index = next++;
      const id = files[index]!;
      try {
        found[index] = { id, facts: await engine.inspect({ source: await openSource(id) }, signal) };
      } catch (thrown) {
        if (!(thrown instanceof DarkroomError)) throw thrown;
      }
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: headersAtOnce }, work));
  return found.filter(candidate => candidate !== undefined);
}

/** The candidates, with the brightness of some of them. A file whose pixels cannot be read has none. */
async function measure(
  engine: Client<EngineService>,
  candidates: readonly Candidate<Uri>[],
  signal: AbortSignal,
  onDone: (done: number, total: number) => void,
): Promise<readonly Candidate<Uri>[]> {
  // The worker's batches read from disk; floats have no fixed range to be dark or bright in.
  const measurable = candidates.filter(
    ({ id, facts }) => id.scheme === 'file' && facts.shape.dtype !== 'float32',
  );
  const chosen = spread(measurable, maximumMeasured);
  const brightness = new Map<Candidate<Uri>, number>();
  const { cancelled, stopped } = await measureAll({
    client: { service: engine },
    paths: chosen.map(({ id }) => id.fsPath),
    workers: workers(),
    signal,
    onProgress: ({ done, failed, total }) => {
      if (total > 0) onDone(done + failed, total);
    },
    onResult: ({ facts, statistics }, index) => {
      // Alpha is no colour.
      const colors = statistics.mean.slice(0, 3);
      const mean = colors.reduce((sum, value) => sum + value, 0) / colors.length;
      brightness.set(chosen[index]!, mean / fullRange[facts.shape.dtype]);
    },
  });
  if (cancelled) throw new CancellationError();
  if (stopped) throw fromProblem(stopped);
  return candidates.map(candidate => {
    const value = brightness.get(candidate);
    return value === undefined ? candidate : { ...candidate, brightness: value };
  });
}
