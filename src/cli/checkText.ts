import { counted } from '../shared/counted.ts';
import { countOf, type Dataset, type Finding } from '../shared/dataset.ts';
import type { Count, DatasetReport, Distribution, RuleEntry } from '../shared/datasetReport.ts';
import { groupsBy } from '../shared/groups.ts';
import type { Severity } from '../shared/pipeline.ts';
import { printable } from '../shared/printable.ts';
import { describeBytes } from '../shared/bytes.ts';
import type { WholeImpact } from '../worker/client.ts';
import { describeImpact } from './impactText.ts';
import { shownPath } from './problems.ts';

export interface ToldReport extends DatasetReport {
  readonly dataset: Dataset;
  readonly impact?: WholeImpact;
}

/** The report for a person: what the dataset is, its figures, and all findings by rule. */
export function describeReport({ dataset, figures, rules, findings, impact }: ToldReport): string {
  return [
    describeDataset(dataset),
    describeFigures(figures, dataset),
    ...(impact ? [`What the pipeline does\n${describeImpact(impact)}`] : []),
    ...describeFindings(rules, findings),
  ].join('\n\n');
}

function describeDataset({ root, title, reasons }: Dataset): string {
  return [`${shownPath(root)}: ${printable(title)}`, ...reasons.map(reason => `  ${printable(reason)}`)].join(
    '\n',
  );
}

export function describeFigures(figures: DatasetReport['figures'], { classes }: Dataset): string {
  const { images, readable, bytes, splits, formats, channels, dtypes, orientations } = figures;
  const lines = [
    `${counted(images, 'image')}, ${describeBytes(bytes)}${readable < images ? `; ${images - readable} of them cannot be read` : ''}`,
  ];
  if (splits.length > 0) lines.push(`splits: ${tallied(splits)}`);
  if (classes.length > 0) {
    const shown = [...figures.classes].sort((one, other) => other.images - one.images);
    lines.push(`classes: ${tallied(shown.map(({ name, images: count }) => ({ value: name, count })))}`);
  }
  lines.push(`formats: ${tallied(formats)}; channels: ${tallied(channels)}; types: ${tallied(dtypes)}`);
  if (orientations.some(({ value }) => value !== 1))
    lines.push(`EXIF orientations: ${tallied(orientations)}`);
  const sizes = figures.sizes.map(({ width, height, count }) => ({ value: `${width}×${height}`, count }));
  lines.push(`sizes: ${tallied(sizes, 5, figures.differentSizes)}`);
  if (figures.meanOf > 0) {
    const which = figures.meanOf < readable ? ` of ${figures.meanOf} images of one kind` : '';
    lines.push(`mean ${perChannel(figures.mean)}, std ${perChannel(figures.std)}${which}`);
  }
  const { brightness, sharpness, entropy } = figures;
  if (brightness && entropy) lines.push(`brightness ${spread(brightness)}; entropy ${spread(entropy)} bits`);
  if (sharpness) lines.push(`sharpness ${spread(sharpness)}`);
  return lines.join('\n');
}

/** `cat (12), dog (7) and 3 more`. */
function tallied(counts: readonly Count<string | number>[], most = 12, all = counts.length): string {
  const shown = counts.slice(0, most).map(({ value, count }) => `${printable(String(value))} (${count})`);
  const rest = all - shown.length;
  return `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function perChannel(values: readonly number[]): string {
  return values.map(short).join(' / ');
}

function spread({ minimum, quartiles, maximum }: Distribution): string {
  return `${short(minimum)} to ${short(maximum)}, median ${short(quartiles[1])}`;
}

function short(value: number): number {
  return Number(value.toPrecision(5));
}

function describeFindings(rules: readonly RuleEntry[], findings: readonly Finding[]): readonly string[] {
  const groups = groupsBy(findings, ({ rule }) => rule);
  return rules.flatMap(({ id, title }) => {
    const group = groups.get(id);
    if (!group) return [];
    return [[`${title} (${countOf(group)}, ${id})`, ...group.map(describeFinding)].join('\n')];
  });
}

/** `file:line:column: severity: message`, as editors and CI services understand it. */
function describeFinding({ file, line, column, severity, message }: Finding): string {
  const place = [
    shownPath(file),
    ...(line === undefined ? [] : [line]),
    ...(column === undefined ? [] : [column]),
  ];
  return printable(`${place.join(':')}: ${severity}: ${message}`);
}

/** `3 errors, 12 warnings and 1 note in 9 images.` */
export function describeTotals(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing was found.';
  const words: Readonly<Record<Severity, string>> = {
    error: 'error',
    warning: 'warning',
    information: 'note',
  };
  const parts = (Object.keys(words) as Severity[]).flatMap(severity => {
    const count = countOf(findings.filter(finding => finding.severity === severity));
    return count === 0 ? [] : [counted(count, words[severity])];
  });
  const images = new Set(findings.flatMap(({ image }) => image ?? [])).size;
  return `${parts.join(', ')}, in ${counted(images, 'image')}.`;
}
