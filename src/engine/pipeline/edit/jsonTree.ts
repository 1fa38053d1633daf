import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import type { TreeEntry, TreeNode } from './tree.ts';

/** Undefined when the text has errors; comments and trailing commas are none. `root` is absent when it says nothing. */
export function readJsonTree(text: string): { readonly root?: TreeNode } | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (errors.length > 0) return undefined;
  return root ? { root: readNode(root) } : {};
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
