import type { Fold, Outline, OutlineSymbol, TextOf } from '../../../shared/language.ts';
import { findOperation } from '../../operations/index.ts';
import { parseLoosely } from './loose.ts';
import type { LooseEntry, LooseItem, LooseNode, LooseScalar } from './looseNode.ts';

/** The parts of a pipeline's text, and what of it can be folded away. */
export function symbolsOf({ text, language }: TextOf): Outline {
  const root = parseLoosely(text, language);
  if (root?.kind !== 'map') return { symbols: [], folds: foldsOf(text, []) };
  const symbols = root.entries.filter(({ colon }) => colon).map(entry => symbolOf(text, entry));
  return { symbols, folds: language === 'json' ? [] : foldsOf(text, symbols) };
}

function symbolOf(text: string, entry: LooseEntry): OutlineSymbol {
  const { key, value } = entry;
  const isSteps = key.text === 'steps' && value?.kind === 'list';
  const children = isSteps ? value.items.flatMap(item => stepSymbol(text, item) ?? []) : [];
  return {
    name: key.text,
    kind: isSteps ? 'list' : 'key',
    detail: isSteps ? `${children.length}` : inOneLine(text, value),
    ...placesOf(key, key.start, entry.end),
    children,
  };
}

function stepSymbol(text: string, { start, end, value }: LooseItem): OutlineSymbol | undefined {
  const entry = value?.kind === 'map' ? value.entries[0] : undefined;
  const name = value?.kind === 'scalar' ? value : entry?.key;
  if (!name || name.text === '') return undefined;
  const operation = findOperation(name.text);
  const inside = entry?.value?.kind === 'map' ? entry.value.entries : [];
  const steps = inside.find(({ key }) => operation?.parameters[key.text]?.kind === 'steps')?.value;
  const children = steps?.kind === 'list' ? steps.items.flatMap(item => stepSymbol(text, item) ?? []) : [];
  return {
    name: name.text,
    kind: operation?.random === true ? 'random' : 'operation',
    detail: children.length > 0 ? `${children.length}` : inOneLine(text, entry?.value),
    ...placesOf(name, start, end),
    children,
  };
}

function placesOf(name: LooseScalar, start: number, end: number) {
  return { start, end: Math.max(end, name.end), nameStart: name.start, nameEnd: name.end };
}

const longestDetail = 80;

function inOneLine(text: string, node: LooseNode | undefined): string {
  if (!node) return '';
  const inner = text.slice(node.start, Math.min(node.end, node.start + 4 * longestDetail));
  const line = inner
    .replace(/^\{\s*|\s*\}$/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > longestDetail ? `${line.slice(0, longestDetail)}…` : line;
}

/** Whatever spans several lines, and comments of several lines. */
function foldsOf(text: string, symbols: readonly OutlineSymbol[]): readonly Fold[] {
  const isLong = ({ start, end }: OutlineSymbol) => text.slice(start, end).includes('\n');
  const all = (list: readonly OutlineSymbol[]): readonly Fold[] =>
    list
      .filter(isLong)
      .flatMap(({ start, end, children }) => [{ start, end, isComment: false }, ...all(children)]);
  return [...all(symbols), ...commentsOf(text)];
}

function commentsOf(text: string): readonly Fold[] {
  const blocks = text.matchAll(/(?:^[ \t]*#[^\n]*(?:\n|$)){2,}/gm);
  return [...blocks].map(({ 0: block, index }) => ({
    start: index,
    end: index + block.trimEnd().length,
    isComment: true,
  }));
}
