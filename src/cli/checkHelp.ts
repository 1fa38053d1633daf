import { healthRules } from '../dataset/health/index.ts';

/** The rules with their thresholds, what the exit status means, and examples. */
export function checkHelp(): string {
  const width = Math.max(...healthRules.map(({ id }) => id.length));
  const rules = healthRules.map(({ id, title, severity, threshold }) => {
    const number = threshold ? ` (threshold ${threshold.default})` : '';
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
  darkroom check dataset/ --pipeline darkroom.yaml --html report.html
  darkroom check dataset/ --json | jq '.findings[] | select(.rule == "leakage")'`;
}
