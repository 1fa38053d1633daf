import { groupsBy } from '../../shared/groups.ts';
import { countOf, type Finding } from '../../shared/dataset.ts';
import type { DatasetReport, RuleEntry } from '../../shared/datasetReport.ts';
import { describeFigures, describeTotals, type ToldReport } from '../checkText.ts';
import { describeImpact } from '../impactText.ts';
import { escaped } from './escape.ts';
import { mostPerRule } from './pictures.ts';
import { style } from './style.ts';

/** Findings of one rule that are listed; JSON has them all. */
const mostListed = 500;

/**
 * The report as one page that needs no other file and runs nothing: no script, and a policy that lets nothing be loaded.
 * @param pictures `data:` URIs by path below the root
 */
export function reportPage(
  { dataset, figures, rules, findings, impact }: ToldReport,
  pictures: ReadonlyMap<string, string>,
): string {
  const groups = groupsBy(findings, ({ rule }) => rule);
  const sections = rules.flatMap(({ id, title, doc, severity }) => {
    const group = groups.get(id);
    return group ? [ruleSection({ id, title, doc, severity }, group, pictures)] : [];
  });
  const contents = rules.flatMap(({ id, title, severity }) => {
    const group = groups.get(id);
    if (!group) return [];
    const count = countOf(group);
    return [`<li><a href="#${id}">${escaped(title)}</a> <span class="${severity}">${count}</span></li>`];
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="darkroom check">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`Health of ${dataset.root}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${escaped(dataset.title)}</h1>
<p><code>${escaped(dataset.root)}</code></p>
<ul>${dataset.reasons.map(reason => `<li>${escaped(reason)}</li>`).join('')}</ul>
</header>
<main>
<p class="totals">${escaped(describeTotals(findings))}</p>
<nav aria-label="Rules"><ul>${contents.join('\n')}</ul></nav>
<section aria-labelledby="figures">
<h2 id="figures">The set</h2>
<ul>${listItems(describeFigures(figures, dataset))}</ul>
${classTable(figures)}
</section>
${impact ? `<section aria-labelledby="impact">\n<h2 id="impact">What the pipeline does</h2>\n<ul>${listItems(describeImpact(impact))}</ul>\n</section>` : ''}
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function listItems(lines: string): string {
  return lines
    .split('\n')
    .map(line => `<li>${escaped(line)}</li>`)
    .join('\n');
}

/** Images of each class, with a bar that is as long as its share of the largest. */
function classTable({ classes, splits }: DatasetReport['figures']): string {
  if (classes.length === 0) return '';
  const most = Math.max(1, ...classes.map(({ images }) => images));
  const heading = ['class', 'images', '', ...splits.map(({ value }) => value)];
  const rest = classes.length - mostListed;
  const rows = [...classes]
    .sort((one, other) => other.images - one.images)
    .slice(0, mostListed)
    .map(({ name, images, bySplit }) => {
      const bar = `<span class="bar" style="width:${((images / most) * 100).toFixed(1)}%"></span>`;
      const counts = bySplit.map(count => `<td class="number">${count}</td>`).join('');
      return `<tr><th scope="row">${escaped(name)}</th><td class="number">${images}</td><td class="bars">${bar}</td>${counts}</tr>`;
    });
  return `<table>
<thead><tr>${heading.map(name => `<th scope="col">${escaped(name)}</th>`).join('')}</tr></thead>
<tbody>${rows.join('\n')}</tbody>
</table>${rest > 0 ? `\n<p>And ${rest} more classes; --json has them all.</p>` : ''}`;
}

function ruleSection(
  { id, title, doc, severity }: RuleEntry,
  findings: readonly Finding[],
  pictures: ReadonlyMap<string, string>,
): string {
  const listed = findings.slice(0, mostListed);
  const rest = countOf(findings.slice(mostListed));
  const items = listed.map((finding, index) =>
    findingItem(finding, index < mostPerRule ? pictures : new Map()),
  );
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${escaped(title)} <span class="${severity}">${countOf(findings)} × ${severity}</span></h2>
<p>${escaped(doc)}</p>
${listed.length > mostPerRule ? `<p>Pictures are shown of the first ${mostPerRule}.</p>\n` : ''}<ol>${items.join('\n')}</ol>
${rest > 0 ? `<p>And ${rest} more; --json has them all.</p>` : ''}
</section>`;
}

function findingItem({ file, line, image, message }: Finding, pictures: ReadonlyMap<string, string>): string {
  const picture = image === undefined ? undefined : pictures.get(image);
  const shown = picture === undefined ? '' : `<img src="${picture}" alt="" loading="lazy">`;
  // The image says enough where it is itself the place.
  const place = image ?? file;
  const where = line === undefined ? '' : `<br><code>${escaped(`${file}:${line}`)}</code>`;
  return `<li>${shown}<div><code>${escaped(place)}</code>${where}<br>${escaped(message)}</div></li>`;
}
