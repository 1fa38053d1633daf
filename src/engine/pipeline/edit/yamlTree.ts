import { isAlias, isMap, isScalar, isSeq, parseDocument, type CST, type Pair } from 'yaml';
import type { Tree, TreeEntry, TreeNode } from './tree.ts';

export function readYamlTree(text: string): Tree {
  const document = parseDocument(text, { keepSourceTokens: true, prettyErrors: false, uniqueKeys: false });
  const root = readNode(document.contents, text);
  return { isSound: document.errors.length === 0, ...(root && { root }) };
}

/** Undefined for what is not written, such as the value of `flip:`. */
function readNode(node: unknown, text: string): TreeNode | undefined {
  const range = (node as { range?: readonly [number, number, number] | null } | null)?.range;
  if (isSeq(node)) {
    const items = node.items.map(item => readNode(item, text) ?? emptyAt(range?.[0] ?? 0));
    const token = node.srcToken;
    if (!token || token.type === 'flow-collection') {
      return { kind: 'list', isFlow: true, items, dashes: [], start: range![0], end: range![1] };
    }
    const dashes = (token as CST.BlockSequence).items.map(
      ({ start }) => start.find(({ type }) => type === 'seq-item-ind')?.offset ?? 0,
    );
    const placed = items.map((item, index) =>
      item.start < dashes[index]! ? emptyAt(dashes[index]! + 1) : item,
    );
    const end = placed.at(-1)?.end ?? range![1];
    return { kind: 'list', isFlow: false, items: placed, dashes, start: dashes[0]!, end };
  }
  if (isMap(node)) {
    const entries = node.items.flatMap(pair => readEntry(pair, text) ?? []);
    const start = range?.[0] ?? entries[0]?.start ?? 0;
    const isFlow = node.flow === true || node.srcToken?.type === 'flow-collection';
    const hasBraces = isFlow && text[start] === '{';
    const end = hasBraces ? range![1] : (entries.at(-1)?.end ?? start);
    return { kind: 'map', isFlow, entries, start, end };
  }
  if (!range) return undefined;
  if (isAlias(node)) {
    return { kind: 'leaf', value: undefined, isAlias: true, start: range[0], end: range[1] };
  }
  if (!isScalar(node) || range[0] === range[1]) return undefined;
  const end = range[0] + text.slice(range[0], range[1]).trimEnd().length;
  return { kind: 'leaf', value: node.value, isAlias: false, start: range[0], end };
}

function readEntry({ key, value, srcToken }: Pair, text: string): TreeEntry | undefined {
  const name = readNode(key, text);
  if (name?.kind !== 'leaf') return undefined;
  const written = readNode(value, text);
  const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  const colonEnd = colon && colon.offset + 1;
  return {
    key: name.isAlias ? '' : String(name.value),
    start: name.start,
    keyEnd: name.end,
    end: written?.end ?? colonEnd ?? name.end,
    ...(colonEnd !== undefined && { colonEnd }),
    ...(written && { value: written }),
  };
}

function emptyAt(offset: number): TreeNode {
  return { kind: 'leaf', value: null, isAlias: false, start: offset, end: offset };
}
