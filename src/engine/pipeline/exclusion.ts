import { excludeFile, type Exclusion, type Place } from '../../shared/pipeline.ts';
import { placeAt, type Findings } from './findings.ts';
import type { SyntaxEntry, SyntaxNode } from './syntax.ts';

const example = '[bad/*.jpg, train/cat/0001.png] or excluded.txt';

/** The images that a pipeline leaves out; undefined when it leaves out none. */
export function readExclusion(entry: SyntaxEntry | undefined, findings: Findings): Exclusion | undefined {
  const node = entry?.value;
  if (!node) return undefined;
  if (node.kind === 'scalar' && node.value === null) {
    findings.noValue(
      'exclude',
      `paths, patterns or the name of a text file, such as ${example}`,
      entry.keyPlace,
    );
    return undefined;
  }
  if (node.kind === 'scalar' && typeof node.value === 'string' && excludeFile.test(node.value)) {
    return { patterns: [], file: node.value };
  }
  if (node.kind !== 'list') {
    const message = `Expected a list of paths or patterns for exclude, or the name of a text file (.txt), such as ${example}.`;
    findings.error('wrong-type', message, placeAt(entry, []));
    return undefined;
  }
  const patterns: string[] = [];
  for (const [index, item] of node.items.entries()) {
    const pattern = readPattern(item, placeAt(entry, [index]), findings);
    if (pattern === undefined) continue;
    if (patterns.includes(pattern)) findings.noEffect(`${pattern} is excluded twice.`, item.place);
    else patterns.push(pattern);
  }
  return patterns.length > 0 ? { patterns } : undefined;
}

function readPattern(item: SyntaxNode, place: Place, findings: Findings): string | undefined {
  const value = item.kind === 'scalar' ? item.value : undefined;
  if (typeof value !== 'string' || value === '') {
    const quoted = typeof value === 'number' ? ` Put ${value} in quotation marks.` : '';
    findings.error(
      'wrong-type',
      `Expected a path or a pattern for exclude, such as bad/*.jpg.${quoted}`,
      place,
    );
    return undefined;
  }
  if (!value.startsWith('!')) return value;
  const message = `Patterns of exclude cannot be turned round by an exclamation mark: ${value}. Name what is to be left out.`;
  findings.error('out-of-range', message, place);
  return undefined;
}
