import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { Tree, TreeEntry, TreeNode } from './tree.ts';

/** Comments and trailing commas are no errors here. */
export function readJsonTree(text: string): Tree {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  return { isSound: errors.length === 0, ...(root && { root: readNode(root) }) };
}

function readNode(node: Node): TreeNode {
  const spot = { start: node.offset, end: node.offset + node.length };
  const children = node.children ?? [];
  if (node.type === 'array') {
    return { kind: 'list', isFlow: true, items: children.map(readNode), dashes: [], ...spot };
  }
  if (node.type === 'object') {
    return { kind: 'map', isFlow: true, entries: children.flatMap(child => readEntry(child) ?? []), ...spot };
  }
  return { kind: 'leaf', value: node.value as unknown, isAlias: false, ...spot };
}

function readEntry({ children, colonOffset }: Node): TreeEntry | undefined {
  const [key, value] = children ?? [];
  if (!key || !value || colonOffset === undefined) return undefined;
  const written = readNode(value);
  return {
    key: String(key.value),
    start: key.offset,
    keyEnd: key.offset + key.length,
    colonEnd: colonOffset + 1,
    value: written,
    end: written.end,
  };
}
