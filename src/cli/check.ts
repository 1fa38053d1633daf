import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileError } from '../dataset/fileErrors.ts';
import { counted } from '../shared/counted.ts';
import type { Finding } from '../shared/dataset.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { Pipeline } from '../shared/pipeline.ts';
import { exclusionEntry } from '../shared/exclusion.ts';
import { printable } from '../shared/printable.ts';
import { impactAll, recordAll } from '../worker/client.ts';
import { describeReport, describeTotals, type ToldReport } from './checkText.ts';
import type { CheckOptions } from './commands/check.ts';
import type { Session } from './engineSession.ts';
import { exit, say } from './outcome.ts';
import { printJson, printLine } from './standardStreams.ts';
import { describeProblems, shownPath } from './problems.ts';
import { describeDiagnostic, readPipeline } from './pipelineFile.ts';
import { withProgress } from './progressLine.ts';
import { reportPage } from './report/page.ts';
import { picturesOf } from './report/pictures.ts';
import { refuseReport, writeReport } from './reportFile.ts';

/** @returns the exit status */
export async function check(path: string, options: CheckOptions, session: Session): Promise<number> {
  const pipeline = options.pipeline === undefined ? undefined : await readSound(options.pipeline);
  if (pipeline === 'faulty') return exit.wrongArguments;
  for (const file of [options.html, options.excludeList]) if (file !== undefined) await refuseReport(file);
  const own = options.cache === undefined ? await temporaryFolder() : undefined;
  try {
    const folder = resolve(path);
    const cache = own ?? resolve(options.cache!);
    const examined = await examine(folder, cache, pipeline, options, session);
    if (!examined) return session.interruption() ?? exit.someFailed;
    await writeFiles(examined, options, session);
    return tell(examined, options);
  } finally {
    if (own !== undefined) await rm(own, { recursive: true, force: true });
  }
}

async function temporaryFolder(): Promise<string> {
  const parent = tmpdir();
  try {
    return await mkdtemp(join(parent, 'darkroom-check-'));
  } catch (thrown) {
    const error = fileError(thrown, 'Making a folder for what is measured, in', parent);
    if (!(error instanceof DarkroomError)) throw error;
    throw new DarkroomError(error.code, error.message, {
      hint: 'Name another folder with --cache, or set TMPDIR to one that may be written to.',
      file: parent,
      cause: thrown,
    });
  }
}

/** What is wrong with the pipeline is said. */
async function readSound(path: string): Promise<Pipeline | 'faulty'> {
  const { pipeline, diagnostics } = await readPipeline(path);
  for (const diagnostic of diagnostics) say(describeDiagnostic(path, diagnostic));
  return pipeline ?? 'faulty';
}

/** Undefined when it was cancelled. */
async function examine(
  folder: string,
  cache: string,
  pipeline: Pipeline | undefined,
  { layout, workers, threshold, ignore, mode, smallBox }: CheckOptions,
  { client, signal }: Session,
): Promise<ToldReport | undefined> {
  const request = { folder, ...(layout && { layout }) };
  const dataset = await client.service.listDataset(request, signal);
  const { title, images } = dataset;
  if (images.length === 0) {
    const message = `${folder} holds no images.`;
    throw new DarkroomError('bad_argument', message, { hint: 'Name the folder of a dataset.', file: folder });
  }
  say(`${shownPath(folder)}: ${printable(title)}, ${counted(images.length, 'image')}.`);
  const { records, measured, cancelled, stopped } = await withProgress('examined', onProgress =>
    recordAll({ client, dataset, folder: cache, workers, signal, onProgress }),
  );
  if (stopped) say(describeProblems([stopped]));
  if (cancelled) say(`Cancelled: ${measured} of ${images.length} examined.`);
  if (cancelled || stopped) return undefined;
  const report = await client.service.checkDataset(
    { request, dataset, records, thresholds: threshold, ignored: ignore },
    signal,
  );
  if (!pipeline) return { dataset, ...report };
  const options = { client, request, dataset, records, pipeline, mode, smallBox, workers, signal };
  const impact = await withProgress('developed', onProgress => impactAll({ ...options, onProgress }));
  return { dataset, ...report, impact };
}

async function writeFiles(
  examined: ToldReport,
  { html, excludeList }: CheckOptions,
  { client, signal }: Session,
): Promise<void> {
  const { dataset, findings, excluded } = examined;
  if (html !== undefined) {
    const pictures = await picturesOf(client.service, dataset, findings, signal);
    await writeReport(html, reportPage(examined, pictures));
    say(`${shownPath(html)}: the report.`);
  }
  if (excludeList !== undefined) {
    const lines = excludeLines(excluded);
    const heading = '# darkroom check: images to leave out, below the dataset';
    await writeReport(excludeList, [heading, ...lines, ''].join('\n'));
    say(`${shownPath(excludeList)}: ${counted(lines.length, 'image')} to leave out.`);
  }
}

function tell(examined: ToldReport, { json, failOn }: CheckOptions): number {
  const { dataset, figures, findings, excluded, impact } = examined;
  if (json) {
    const { root, layout, title, reasons, annotations, classes, splits } = dataset;
    printJson({
      dataset: { root, layout, title, reasons, annotations, classes, splits },
      figures,
      findings,
      excluded,
      ...(impact && { impact }),
    });
  } else printLine(describeReport(examined));
  say(describeTotals(findings));
  return isFailure(findings, failOn) ? exit.someFailed : exit.done;
}

function isFailure(findings: readonly Finding[], failOn: CheckOptions['failOn']): boolean {
  if (failOn === 'never') return false;
  return findings.some(
    ({ severity }) => severity === 'error' || (failOn === 'warning' && severity === 'warning'),
  );
}

/** Of names that no line can say it is told. */
function excludeLines(paths: readonly string[]): readonly string[] {
  return paths.flatMap(path => {
    const entry = exclusionEntry(path);
    if (entry !== undefined) return [entry];
    say(`${printable(path)} is not in the list: its name has a line end or a backslash, or ends in a space.`);
    return [];
  });
}
