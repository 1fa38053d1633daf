import { relative, sep } from 'node:path';
import { readableExtensions } from '../../src/shared/extensions.ts';
import { listDataset } from '../../src/dataset/layout/list.ts';
import { recordPath, writeLines } from '../../src/dataset/records/lines.ts';
import type { Dataset } from '../../src/shared/dataset.ts';
import type { DatasetReport } from '../../src/shared/datasetReport.ts';
import { defaultLimits } from '../../src/shared/image.ts';
import { ArrayFiles } from '../../src/worker/arrayFiles.ts';
import { Cancellation } from '../../src/worker/cancellation.ts';
import { checkDataset } from '../../src/worker/checkDataset.ts';
import { recordFile } from '../../src/worker/recordFile.ts';
import type { PlantedFault } from '../fixtures/planted/planted.ts';

/** Examines a dataset as the worker process does, in this one. */
export async function examine(
  folder: string,
  cache: string,
): Promise<DatasetReport & { readonly dataset: Dataset }> {
  const dataset = await listDataset({ folder }, readableExtensions);
  const surroundings = {
    limits: defaultLimits,
    cancellation: new Cancellation(),
    arrayFiles: new ArrayFiles(),
    onSize: () => undefined,
  };
  const lines: string[] = [];
  for (const { relativePath, size, modified, changed } of dataset.images) {
    const record = await recordFile({ path: `${dataset.root}/${relativePath}` }, surroundings);
    lines.push(JSON.stringify([relativePath, size, modified, changed, record]));
  }
  const records = recordPath(cache, dataset.root);
  await writeLines(records, cache, lines);
  return { dataset, ...(await checkDataset({ request: { folder }, dataset, records })) };
}

export interface RuleScore {
  readonly rule: string;
  readonly planted: number;
  readonly found: number;
  /** Planted and found. */
  readonly right: number;
  readonly missed: readonly string[];
  readonly invented: readonly string[];
}

/** What was planted against what was found, by rule. A planted fault without a line is found at any. */
export function score(
  planted: readonly PlantedFault[],
  { findings, dataset }: Pick<DatasetReport, 'findings'> & { readonly dataset: Dataset },
): readonly RuleScore[] {
  const found = findings.map(({ rule, file, line }) => ({
    rule,
    file: relative(dataset.root, file).split(sep).join('/'),
    line,
  }));
  const rules = [...new Set([...planted, ...found].map(({ rule }) => rule))];
  return rules.map(rule => {
    const left = found.filter(finding => finding.rule === rule);
    const count = left.length;
    const missed = planted.filter(fault => {
      if (fault.rule !== rule) return false;
      const at = left.findIndex(
        ({ file, line }) => file === fault.file && (fault.line === undefined || fault.line === line),
      );
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
    return {
      rule,
      planted: planted.filter(fault => fault.rule === rule).length,
      found: count,
      right: count - left.length,
      missed: missed.map(describe),
      invented: left.map(describe),
    };
  });
}

function describe({ file, line }: { readonly file: string; readonly line?: number | undefined }): string {
  return line === undefined ? file : `${file}:${line}`;
}
