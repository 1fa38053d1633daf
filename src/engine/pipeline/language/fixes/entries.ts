import type { TextEdit } from '../../../../shared/edit.ts';
import type { PipelineLanguage } from '../../../../shared/pipeline.ts';
import { indentationAt, lineStart, newlineOf, nextLine } from '../../edit/lines.ts';
import type { LooseEntry, LooseMap, LooseNode } from '../looseNode.ts';
import { quoted } from '../snippet.ts';

/** Takes the key at an offset out of its map; undefined when nothing would be left, or there is no such key. */
export function removeEntry(text: string, root: LooseNode | undefined, key: number): TextEdit | undefined {
  const map = mapWith(root, key);
  const index = map?.entries.findIndex(entry => entry.key.start === key) ?? -1;
  if (!map || index < 0 || map.entries.length === 1) return undefined;
  const entry = map.entries[index]!;
  const next = map.entries[index + 1];
  const previous = map.entries[index - 1];
  if (map.flow) {
    const start = previous ? previous.end : entry.key.start;
    return { start, end: previous ? entry.end : next!.key.start, text: '' };
  }
  // After a dash the next key takes the place of this one.
  if (indentationAt(text, entry.key.start) === undefined) {
    return next && { start: entry.key.start, end: next.key.start, text: '' };
  }
  return { start: lineStart(text, entry.key.start), end: nextLine(text, entry.end), text: '' };
}

/** Writes a key of a group such as `output`, which is added at the end of the text when it is not there. */
export function setGroupKey(
  text: string,
  root: LooseNode | undefined,
  language: PipelineLanguage,
  [group, name, value]: readonly [group: string, name: string, value: string],
): TextEdit | undefined {
  if (root?.kind !== 'map') return undefined;
  const isJson = language === 'json';
  const written = `${quoted(name, isJson)}: ${quoted(value, isJson)}`;
  const entry = root.entries.find(({ key, colon }) => colon && key.text === group);
  if (!entry) {
    const added = `${quoted(group, isJson)}: { ${written} }`;
    if (root.flow) return insertion(root.entries.at(-1)!.end, `, ${added}`);
    const newline = newlineOf(text);
    const end = endOfDocument(text);
    return insertion(end, `${text.slice(0, end).endsWith('\n') ? '' : newline}${added}${newline}`);
  }
  if (entry.value?.kind !== 'map') return undefined;
  const known = entry.value.entries.find(({ key }) => key.text === name);
  if (known?.value) {
    const { start, end } = known.value;
    return { start, end, text: quoted(value, isJson) };
  }
  return known ? undefined : addEntries(text, entry.value, [written]);
}

/** Where the mark of its end stands, three dots in a line of YAML, or behind all. */
function endOfDocument(text: string): number {
  const mark = text.search(/^\.\.\.(?=\s|$)/m);
  return mark < 0 ? text.length : mark;
}

/** Writes entries at the start of a map, in its style. */
export function addEntries(text: string, map: LooseMap, written: readonly string[]): TextEdit {
  const [first] = map.entries;
  if (map.flow) {
    const list = written.join(', ');
    return insertion(map.start + 1, first ? ` ${list},` : ` ${list} `);
  }
  const { start } = first!.key;
  const gap = `${newlineOf(text)}${' '.repeat(start - lineStart(text, start))}`;
  return insertion(start, written.map(entry => `${entry}${gap}`).join(''));
}

function insertion(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function mapWith(node: LooseNode | undefined, key: number): LooseMap | undefined {
  if (!node || node.kind === 'scalar' || key < node.start || key > node.end) return undefined;
  if (node.kind === 'map' && node.entries.some(entry => entry.key.start === key)) return node;
  const parts: readonly { readonly value?: LooseNode }[] = node.kind === 'map' ? node.entries : node.items;
  for (const { value } of parts) {
    const found = mapWith(value, key);
    if (found) return found;
  }
  return undefined;
}

export function entryNamed(root: LooseNode | undefined, ...names: readonly string[]): LooseEntry | undefined {
  let node = root;
  let entry: LooseEntry | undefined;
  for (const name of names) {
    entry = node?.kind === 'map' ? node.entries.find(({ key }) => key.text === name) : undefined;
    node = entry?.value;
  }
  return entry;
}
