import type { PipelineLanguage } from '../../../shared/pipeline.ts';
import { deepest, LooseFlowReader } from './looseFlow.ts';
import type { LooseEntry, LooseItem, LooseList, LooseMap, LooseNode, LooseScalar } from './looseNode.ts';
import { scalarOf } from './looseScalar.ts';

/** Reads a text once from start to end. Undefined for one without anything but comments. */
export function parseLoosely(text: string, language: PipelineLanguage): LooseNode | undefined {
  return new LooseReader(text, language === 'json').document();
}

/** Reads blocks: maps, lists and words by their indentation. */
class LooseReader extends LooseFlowReader {
  document(): LooseNode | undefined {
    let root: LooseNode | undefined;
    for (;;) {
      this.skip();
      if (this.isDone) return root;
      const more = this.node(-1);
      // After something that fits nowhere the map goes on.
      if (root?.kind === 'map' && more.kind === 'map') {
        root = { ...root, end: more.end, entries: [...root.entries, ...more.entries] };
      } else root ??= more;
    }
  }

  /** What starts here, in a line of its own or after a dash. `owner`: column of what it belongs to. */
  private node(owner: number): LooseNode {
    this.skipInLine();
    if (this.isEndOfLine) this.skip();
    if (this.isJson || this.next === '{' || this.next === '[') return this.flowValue(owner);
    if (this.depth >= deepest) return this.scalar(false);
    this.depth++;
    const node = this.isDash ? this.list(owner) : this.isMap(owner) ? this.map(owner) : this.scalar(false);
    this.depth--;
    return node;
  }

  /** A key starts here, or what may become one with a key below it. */
  private isMap(owner: number): boolean {
    if (this.keyEnd() >= 0) return true;
    const { at, lineStart, column } = this;
    this.scalar(false);
    this.skip();
    const isMap = !this.isDone && this.column === column && column > owner && this.keyEnd() >= 0;
    this.at = at;
    this.lineStart = lineStart;
    return isMap;
  }

  private map(owner: number): LooseMap {
    const start = this.at;
    const column = this.column;
    const entries: LooseEntry[] = [];
    do {
      if (this.next === '{' || this.next === '[') this.flowValue(column);
      else entries.push(this.entry(column));
      this.skip();
    } while (!this.isDone && this.column > owner && !this.isDash);
    return { kind: 'map', flow: false, start, end: entries.at(-1)!.end, entries };
  }

  private entry(column: number): LooseEntry {
    const end = this.keyEnd();
    if (end < 0) {
      const key = this.scalar(false);
      return { key, colon: false, below: false, end: key.end };
    }
    const key = scalarOf(this.text, this.at, end);
    this.at = this.text.indexOf(':', end) + 1;
    const afterColon = this.at;
    this.skipInLine();
    const below = this.isEndOfLine || this.isComment();
    const value = below ? this.valueBelow(column) : this.valueBeside(column);
    return { key, colon: true, below, ...(value && { value }), end: value?.end ?? afterColon };
  }

  private valueBelow(column: number): LooseNode | undefined {
    this.skip();
    if (this.isDone) return undefined;
    if (this.column > column) return this.node(column);
    return this.column === column && this.isDash ? this.list(column) : undefined;
  }

  private valueBeside(column: number): LooseNode {
    if (this.next === '|' || this.next === '>') return this.blockText(column);
    return this.next === '{' || this.next === '[' ? this.flowValue(column) : this.scalar(false);
  }

  /** The lines after `|` or `>`. */
  private blockText(column: number): LooseScalar {
    const start = this.at;
    this.toEndOfLine();
    let end = this.at;
    while (!this.isDone) {
      const lineStart = this.at + 1;
      let from = lineStart;
      while (this.text[from] === ' ' || this.text[from] === '\t') from++;
      const isEmpty = from >= this.text.length || this.text[from] === '\n' || this.text[from] === '\r';
      if (!isEmpty && from - lineStart <= column) break;
      this.at = lineStart;
      this.lineStart = lineStart;
      this.toEndOfLine();
      if (!isEmpty) end = this.at;
    }
    return { kind: 'scalar', text: this.text.slice(start, end), quote: '', start, end };
  }

  private list(owner: number): LooseList {
    const start = this.at;
    const column = this.column;
    const items: LooseItem[] = [];
    while (!this.isDone) {
      const isHere = this.column > owner || (this.column === owner && column === owner && this.isDash);
      if (!isHere) break;
      // What is further in than its item, and no part of it.
      if (this.column > column && !this.isDash) this.node(column);
      else if (this.isDash || this.column === column) items.push(this.item());
      else break;
      this.skip();
    }
    return { kind: 'list', flow: false, start, end: items.at(-1)!.end, items };
  }

  private item(): LooseItem {
    const start = this.at;
    const column = this.column;
    if (!this.isDash) {
      const value = this.node(column - 1);
      return { start, dash: false, value, end: value.end };
    }
    this.at++;
    this.skipInLine();
    if (this.isEndOfLine || this.isComment()) {
      this.skip();
      if (this.isDone || this.column <= column) return { start, dash: true, end: start + 1 };
    }
    const value = this.node(column);
    return { start, dash: true, value, end: value.end };
  }
}
