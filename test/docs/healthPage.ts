import { healthRules, type HealthRule, type HealthThreshold } from '../../src/dataset/health/index.ts';
import { cell } from './operationsPage.ts';

/** The page `media/docs/health.md`, from the list of rules. */
export function healthPage(): string {
  const rows = healthRules.map(
    rule =>
      `| ${[`[${rule.title}](#${rule.id.toLowerCase()})`, `\`${rule.id}\``, rule.severity, thresholdOf(rule)].join(' | ')} |`,
  );
  return `# Health check

What \`darkroom check\` and the editor look for in a dataset. \`npm run docs\` writes this page from the rules themselves.

| looks for | rule | severity | threshold |
| --- | --- | --- | --- |
${rows.join('\n')}

Thresholds are the settings \`darkroom.health.RULE\`, and \`darkroom check DATASET --threshold RULE=NUMBER\` on the command line; \`darkroom.health.ignoredRules\` and \`--ignore RULE\` leave rules out.

The scores of dark, bright, blurry, odd and uninformative images are those of [CleanVision](https://github.com/cleanlab/cleanvision) 0.3.6, and so are their thresholds.

\`--exclude-list FILE\` writes the images to leave out, one path below the dataset on a line. No image is altered, moved or deleted.

${healthRules.map(section).join('\n\n')}
`;
}

function section(rule: HealthRule): string {
  const { id, title, doc, threshold, excludes } = rule;
  const lines = [`## ${id}`, `${title}. ${doc}`];
  if (threshold) {
    const { minimum, maximum, unit } = threshold;
    lines.push(
      `Threshold: ${threshold.default} by default, from ${minimum} to ${maximum}, in ${unit}. ${threshold.doc}`,
    );
  }
  lines.push(
    `In the list of images to leave out: ${excludes === undefined ? 'none, for the images themselves are sound' : exclusionWords[excludes]}.`,
  );
  return lines.join('\n\n');
}

const exclusionWords = {
  each: 'every one',
  copies: 'all but the first of those that are alike',
  leaks: 'those of the earlier split, such as train, so that what is measured by stays',
} as const;

function thresholdOf({ threshold }: HealthRule): string {
  return threshold ? cell(`${threshold.default} (${threshold.unit})`) : '';
}

/** The settings of the manifest that follow from the rules. @param order of the first one */
export function healthSettings(order: number): Readonly<Record<string, object>> {
  const withThreshold = healthRules.flatMap(rule =>
    rule.threshold ? [{ ...rule, threshold: rule.threshold }] : [],
  );
  const thresholds = withThreshold.map(({ id, title, threshold }, index) => [
    `darkroom.health.${id}`,
    thresholdSetting(title, threshold, order + index),
  ]);
  const ignored = {
    type: 'array',
    items: {
      type: 'string',
      enum: healthRules.map(({ id }) => id),
      enumDescriptions: healthRules.map(({ doc }) => doc),
    },
    uniqueItems: true,
    default: [],
    scope: 'resource',
    order: order + withThreshold.length,
    markdownDescription: 'Rules that the health check of a dataset leaves out.',
  };
  return Object.fromEntries([...thresholds, ['darkroom.health.ignoredRules', ignored]]) as Readonly<
    Record<string, object>
  >;
}

function thresholdSetting(
  title: string,
  { minimum, maximum, unit, doc, ...threshold }: HealthThreshold,
  order: number,
) {
  return {
    type: 'number',
    default: threshold.default,
    minimum,
    maximum,
    scope: 'resource',
    order,
    markdownDescription: `Health check, ${title.charAt(0).toLowerCase()}${title.slice(1)}, in ${unit}. ${doc}`,
  };
}
