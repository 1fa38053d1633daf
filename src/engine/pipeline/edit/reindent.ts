import { Lexer } from 'yaml';
import { literal, braced, pair, type Style } from './literal.ts';
import { lineEnd, lineStart } from './lines.ts';
import type { TreeNode } from './tree.ts';

/** The white space that a line begins with. */
export function leadingSpace(text: string, offset: number): string {
  const start = lineStart(text, offset);
  return /^[ \t]*/.exec(text.slice(start, lineEnd(text, start)))![0];
}

/** Lines at another depth; those that are not as deep as `from` stay as they are. */
export function reindented(lines: string, from: string, to: string): string {
  return lines.replaceAll(/(?<=\n)[ \t]*(?=[^\s])/g, space =>
    space.startsWith(from) ? to + space.slice(from.length) : space,
  );
}

/** The comments of lines of YAML, in their order. */
export function commentsOf(lines: string): readonly string[] {
  return [...new Lexer().lex(lines)].filter(token => token.startsWith('#')).map(token => token.trimEnd());
}

/** What stands in block style, in the style of braces on one line and without its comments. */
export function flowText(text: string, node: TreeNode, style: Style): string {
  const { start, end } = node;
  const written = text.slice(start, end);
  if (node.kind === 'leaf') return /\n/.test(written) ? literal(node.value, style) : written || 'null';
  if (node.isFlow && /^[[{]/.test(written) && !/\n/.test(written)) return written;
  if (node.kind === 'list') return `[${node.items.map(item => flowText(text, item, style)).join(', ')}]`;
  const entries = node.entries.map(({ key, start: from, keyEnd, value }) =>
    key === ''
      ? pair(key, null, style)
      : `${text.slice(from, keyEnd)}: ${value ? flowText(text, value, style) : 'null'}`,
  );
  return braced(entries.join(', '), style);
}
