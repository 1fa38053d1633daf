import { printable } from '../shared/printable.ts';
import { DatasetMoments, type DatasetFigures } from '../engine/analysis/moments.ts';
import type { FileStatistics } from '../shared/statistics.ts';
import { measureAll } from '../worker/client.ts';
import type { StatsOptions } from './commands/stats.ts';
import type { Session } from './engineSession.ts';
import { exit, say } from './outcome.ts';
import { printJson, printLine } from './standardStreams.ts';
import { describeProblems } from './problems.ts';
import { withProgress } from './progressLine.ts';
import { alignColumns } from './table.ts';

interface Row extends FileStatistics {
  /** As it was given, or below the folder as it was given. */
  readonly path: string;
}

/** @returns the exit status */
export async function stats(
  inputs: readonly string[],
  options: StatsOptions,
  { client, signal, interruption }: Session,
): Promise<number> {
  const { files, problems } = await client.service.find({ inputs }, signal);
  if (problems.length > 0) {
    say(describeProblems(problems));
    return exit.wrongArguments;
  }
  const measured = new Array<FileStatistics | undefined>(files.length);
  const summary = await withProgress('read', onProgress =>
    measureAll({
      client,
      paths: files.map(({ path }) => path),
      workers: options.workers,
      signal,
      onProgress,
      onResult: (result, index) => {
        measured[index] = withoutHistogram(result);
      },
    }),
  );
  if (summary.cancelled) {
    say(`Cancelled: ${summary.done} of ${files.length} read.`);
    return interruption() ?? exit.someFailed;
  }
  if (summary.stopped) {
    say(describeProblems([summary.stopped]));
    return exit.someFailed;
  }

  const moments = new DatasetMoments();
  const rows: Row[] = [];
  for (const [index, result] of measured.entries()) {
    if (!result) continue;
    // In the order of the files, so that the sums do not depend on which was done first.
    moments.add(result.statistics.shape, result.moments);
    rows.push({ path: files[index]!.path, ...result });
  }
  const dataset = moments.figures();
  if (options.json) printJson(plainStats(rows, dataset));
  else printLine(describeStats(rows, dataset));
  sayLeftOut(dataset);
  if (summary.failed.length === 0) return exit.done;
  say(
    `${summary.failed.length} of ${files.length} files could not be read:\n${describeProblems(summary.failed)}`,
  );
  return exit.someFailed;
}

/** Thousands of histograms that are not printed would take all the memory. */
function withoutHistogram({ statistics, ...others }: FileStatistics): FileStatistics {
  return { ...others, statistics: { ...statistics, histogram: { low: 0, high: 0, counts: [] } } };
}

function plainStats(rows: readonly Row[], { count, mean, std }: DatasetFigures) {
  const images = rows.map(({ path, facts, statistics: figures, perceptualHash }) => ({
    path,
    width: figures.shape.width,
    height: figures.shape.height,
    channels: figures.shape.channels,
    dtype: figures.shape.dtype,
    orientation: facts.orientation,
    mean: figures.mean,
    std: figures.standardDeviation,
    min: figures.minimum,
    max: figures.maximum,
    median: figures.median,
    entropy: figures.entropy,
    sharpness: figures.sharpness,
    perceptualHash,
  }));
  return { images, dataset: { count, mean, std } };
}

function describeStats(rows: readonly Row[], dataset: DatasetFigures): string {
  const heading = [
    'image',
    'size',
    'channels',
    'dtype',
    'orientation',
    'mean',
    'std',
    'min',
    'max',
    'median',
    'entropy',
    'sharpness',
  ];
  const cells = rows.map(({ path, facts, statistics: figures }) => [
    printable(path),
    `${figures.shape.width}×${figures.shape.height}`,
    `${figures.shape.channels}`,
    figures.shape.dtype,
    `${facts.orientation}`,
    perChannel(figures.mean),
    perChannel(figures.standardDeviation),
    perChannel(figures.minimum),
    perChannel(figures.maximum),
    perChannel(figures.median),
    perChannel(figures.entropy),
    figures.sharpness === undefined ? '' : perChannel([figures.sharpness]),
  ]);
  const alignments = heading.map((_name, column) => (column === 0 || column === 3 ? 'left' : 'right'));
  const set = `Set of ${dataset.count}: mean ${perChannel(dataset.mean)}, std ${perChannel(dataset.std)}`;
  return dataset.count === 0 ? 'No images.' : `${alignColumns([heading, ...cells], alignments)}\n\n${set}`;
}

function perChannel(values: readonly number[]): string {
  return values.map(value => `${Number(value.toPrecision(5))}`).join(' / ');
}

function sayLeftOut({ leftOut, channels, dtype, count }: DatasetFigures): void {
  for (const kind of leftOut) {
    say(
      `The set's figures are those of ${count} images with ${channels ?? 0} × ${dtype ?? ''}; ` +
        `${kind.images} with ${kind.channels} × ${kind.dtype} are left out.`,
    );
  }
}
