import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { exclusions } from '../dataset/health/exclusions.ts';
import { healthRules } from '../dataset/health/index.ts';
import { datasetLayouts, type Dataset, type DatasetLayout, type Finding } from '../shared/dataset.ts';
import type { DatasetReport } from '../shared/datasetReport.ts';
import { printable } from '../shared/printable.ts';
import { recordAll } from '../worker/client.ts';
import { describeReport, describeTotals } from './checkText.ts';
import { addEngineOptions, withEngine, type EngineOptions, type Session } from './engineSession.ts';
import { exit, printJson, printLine, say } from './outcome.ts';
import { describeProblems, shownPath } from './problems.ts';
import { ProgressLine } from './progressLine.ts';
import { reportPage } from './report/page.ts';
import { picturesOf } from './report/pictures.ts';
import { writeReport } from './reportFile.ts';
import { collectThreshold, ruleName } from './thresholds.ts';

interface CheckOptions extends EngineOptions {
  readonly layout?: DatasetLayout;
  readonly threshold: Readonly<Record<string, number>>;
  readonly ignore: readonly string[];
  readonly failOn: 'error' | 'warning' | 'never';
  readonly html?: string;
  readonly excludeList?: string;
  readonly cache?: string;
  readonly json?: true;
}

export function addCheck(program: Command): void {
  const command = program
    .command('check')
    .summary('what is wrong with a dataset')
    .description(
      'Looks through a dataset for images and labels that spoil training: unreadable files, copies, leakage between ' +
        'splits, dark, blurry and odd images, labels that do not fit. Prints each finding as file:line: severity: ' +
        'message, by rule, and figures of the whole set.',
    )
    .argument('<dataset>', 'the folder of a dataset')
    .addOption(
      new Option('--layout <layout>', 'how the dataset is laid out; by itself the likeliest').choices(
        Object.keys(datasetLayouts),
      ),
    )
    .addOption(
      new Option('--threshold <rule=number>', 'another threshold for a rule; may be given several times')
        .argParser(collectThreshold)
        .default({}, 'those of --help'),
    )
    .addOption(
      new Option('--ignore <rule>', 'leave a rule out; may be given several times')
        .argParser((name: string, former: readonly string[]) => [...former, ruleName(name)])
        .default([], 'none'),
    )
    .addOption(
      new Option('--fail-on <severity>', 'from which severity on findings make the exit status 1')
        .choices(['error', 'warning', 'never'])
        .default('error'),
    )
    .option('--html <file>', 'write a report with pictures, as one page that needs no other file')
    .option('--exclude-list <file>', 'write the images to leave out, one path on a line')
    .option('--cache <folder>', 'keep what was measured there, so that only changed files are read again');
  addEngineOptions(command)
    .option('--json', 'print everything as JSON')
    .addHelpText('after', help)
    .action(async (folder: string, options: CheckOptions) => {
      process.exitCode = await runCheck(folder, options);
    });
}

function help(): string {
  const width = Math.max(...healthRules.map(({ id }) => id.length));
  const rules = healthRules.map(({ id, title, severity, threshold }) => {
    const number = threshold ? ` (threshold ${threshold.default}, ${threshold.unit})` : '';
    return `  ${id.padEnd(width)}  ${severity}: ${title.toLowerCase()}${number}`;
  });
  return `
Rules:
${rules.join('\n')}

Exit status: 0 nothing found at or above --fail-on; 1 something found, or the
work was stopped; 2 the arguments are wrong.

Examples:
  darkroom check dataset/
  darkroom check dataset/ --threshold dark=0.2 --fail-on warning
  darkroom check dataset/ --json | jq '.findings[] | select(.rule == "leakage")'`;
}

async function runCheck(path: string, options: CheckOptions): Promise<number> {
  return withEngine(options, async session => {
    const own = options.cache === undefined ? await mkdtemp(join(tmpdir(), 'darkroom-check-')) : undefined;
    try {
      const folder = resolve(path);
      const examined = await examine(folder, own ?? resolve(options.cache!), options, session);
      if (!examined) return session.interruption() ?? exit.someFailed;
      await writeFiles(examined, options, session);
      return tell(examined, options);
    } catch (thrown) {
      if (thrown instanceof Error && thrown.name === 'AbortError')
        return session.interruption() ?? exit.someFailed;
      throw thrown;
    } finally {
      if (own !== undefined) await rm(own, { recursive: true, force: true });
    }
  });
}

interface Examined extends DatasetReport {
  readonly dataset: Dataset;
}

/** Undefined when it was cancelled. */
async function examine(
  folder: string,
  cache: string,
  { layout, workers, threshold, ignore }: CheckOptions,
  { client, signal }: Session,
): Promise<Examined | undefined> {
  const request = { folder, ...(layout && { layout }) };
  const dataset = await client.service.listDataset(request, signal);
  const { title, images } = dataset;
  say(`${shownPath(folder)}: ${printable(title)}, ${images.length} images.`);
  const progress = new ProgressLine('examined');
  const { records, measured, cancelled, stopped } = await recordAll({
    client,
    dataset,
    folder: cache,
    workers,
    signal,
    onProgress: state => {
      progress.show(state);
    },
  });
  progress.end();
  if (stopped) say(describeProblems([stopped]));
  if (cancelled) say(`Cancelled: ${measured} of ${images.length} examined.`);
  if (cancelled || stopped) return undefined;
  const report = await client.service.checkDataset(
    { request, dataset, records, thresholds: threshold, ignored: ignore },
    signal,
  );
  return { dataset, ...report };
}

async function writeFiles(
  examined: Examined,
  { html, excludeList }: CheckOptions,
  { client, signal }: Session,
): Promise<void> {
  const { dataset, findings } = examined;
  if (html !== undefined) {
    const pictures = await picturesOf(client.service, dataset, findings, signal);
    await writeReport(html, reportPage(examined, pictures));
    say(`${shownPath(html)}: the report.`);
  }
  if (excludeList !== undefined) {
    const excluded = exclusions(dataset, findings);
    await writeReport(excludeList, excludeText(excluded));
    say(`${shownPath(excludeList)}: ${excluded.length} images to leave out.`);
  }
}

function tell(examined: Examined, { json, failOn }: CheckOptions): number {
  const { dataset, figures, findings } = examined;
  if (json) {
    const { root, layout, title, reasons, annotations, classes, splits } = dataset;
    const excluded = exclusions(dataset, findings);
    printJson({
      dataset: { root, layout, title, reasons, annotations, classes, splits },
      figures,
      findings,
      excluded,
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

/** Names with a line end cannot stand on a line; they are told instead. */
function excludeText(paths: readonly string[]): string {
  const plain = paths.filter(path => !/[\r\n]/.test(path));
  for (const path of paths)
    if (!plain.includes(path)) say(`${printable(path)} has a line end in its name and is not in the list.`);
  return ['# darkroom check: images to leave out, below the dataset', ...plain, ''].join('\n');
}
