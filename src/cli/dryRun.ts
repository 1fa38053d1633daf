import { counted } from '../shared/counted.ts';
import { labelFilesOf } from '../dataset/outputNames.ts';
import type { Plan, PlannedFile } from '../shared/development.ts';
import type { Pipeline } from '../shared/pipeline.ts';
import { estimateDisk, type DiskEstimate, type EstimateOptions } from '../worker/client.ts';
import { describeBytes } from '../shared/bytes.ts';
import { exit, say } from './outcome.ts';
import { printJsonLine, printLine } from './standardStreams.ts';
import { describeProblems, shownPath } from './problems.ts';
import { withProgress } from './progressLine.ts';

type DryRunOptions = Omit<EstimateOptions, 'onProgress'> & { readonly json: boolean };

/** Lists what would be written, and says how much disk it takes. */
export async function dryRun({ json, ...options }: DryRunOptions): Promise<number> {
  const { plan, pipeline } = options;
  const estimate = await withProgress('measured', onProgress => estimateDisk({ ...options, onProgress }));
  const { failed, ...disk } = estimate;
  const unreadable = new Set(failed.map(({ file }) => file));
  const files = plan.files.filter(({ input, former }) => former !== undefined || !unreadable.has(input));
  const labels = plan.annotations.flatMap(annotations => labelFilesOf(annotations, files));
  if (json) {
    const excluded = plan.exclusion?.count ?? 0;
    printJsonLine({
      files: files.map(named),
      ...(plan.annotations.length > 0 && { labels: labels.map(named) }),
      failed,
      excluded,
      disk,
    });
  } else {
    for (const { input, output } of [...files, ...labels])
      printLine(`${shownPath(input)} → ${shownPath(output)}`);
  }
  if (failed.length > 0) say(`These would fail:\n${describeProblems(failed)}`);
  say(describeEstimate(plan, files.length, pipeline, estimate));
  if (labels.length > 0)
    say(`${counted(labels.length, 'file')} of labels would be written as well, not counted here.`);
  return failed.length > 0 ? exit.someFailed : exit.done;
}

function named({ input, output }: Pick<PlannedFile, 'input' | 'output'>) {
  return { input, output };
}

/** @param possible how many results are not known to fail */
function describeEstimate(
  { files }: Plan,
  possible: number,
  { output }: Pipeline,
  estimate: DiskEstimate,
): string {
  const { bytes, from, of, isExact, free } = estimate;
  const there = files.length - of;
  const lines = [`${counted(possible - there, 'file')} would be developed. Nothing was written.`];
  if (there > 0) lines.push(`${there} are there from an earlier run.`);
  const how = isExact
    ? ''
    : ` (an estimate, from ${from} that were developed to see how far ${output.format} compresses)`;
  const room = free === undefined ? '' : `; ${describeBytes(free)} are free there`;
  lines.push(`They take ${isExact ? '' : 'about '}${describeBytes(bytes)} of disk${how}${room}.`);
  if (free !== undefined && bytes > free) lines.push('warning: The disk will be full before the end.');
  return lines.join('\n');
}
