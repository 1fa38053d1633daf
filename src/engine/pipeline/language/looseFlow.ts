import { closers, LooseCursor } from './looseCursor.ts';
import type { LooseEntry, LooseItem, LooseNode, LooseScalar } from './looseNode.ts';
import { scalarOf } from './looseScalar.ts';

/** Of brackets and blocks inside each other; what is deeper is taken for words. */
export const deepest = 64;
const flowKeyEnd = /[\n,:{}[\]]|(?<=[ \t])#/g;
const jsonKeyEnd = /[\n,:{}[\]"]/g;

const barePair = /(?:"[^"\n]*"|'[^'\n]*'|[^\n,:{}[\]"'#]+):(?=\s|$)/y;

/** Reads what stands between brackets, in YAML and JSON alike. */
export class LooseFlowReader extends LooseCursor {
  protected depth = 0;

  /** Between brackets; `owner`: lines that start no further in than this column end brackets that are left open. */
  protected flowValue(owner: number): LooseNode {
    const open = this.next;
    if ((open !== '{' && open !== '[') || this.depth >= deepest) return this.scalar(true);
    this.depth++;
    const start = this.at++;
    const close = open === '{' ? '}' : ']';
    const entries: LooseEntry[] = [];
    const items: LooseItem[] = [];
    while (this.goOn(owner)) {
      if (this.next === ',') this.at++;
      else if (this.next === '}' || this.next === ']') {
        if (this.next === close) this.at++;
        break;
      } else if (open === '{') entries.push(this.flowEntry(owner));
      else {
        const value = this.flowItem(owner);
        items.push({ start: value.start, dash: false, value, end: value.end });
      }
    }
    this.depth--;
    const common = { flow: true, start, end: this.at } as const;
    return open === '{' ? { kind: 'map', ...common, entries } : { kind: 'list', ...common, items };
  }

  /** In YAML also a pair without braces of its own, such as `[orient, resize: { width: 8 }]`. */
  private flowItem(owner: number): LooseNode {
    barePair.lastIndex = this.at;
    if (this.isJson || !barePair.test(this.text)) return this.flowValue(owner);
    const entry = this.flowEntry(owner);
    const { key, end } = entry;
    return { kind: 'map', flow: true, start: key.start, end, entries: [entry] };
  }

  private goOn(owner: number): boolean {
    const { at, lineStart } = this;
    this.skip();
    if (this.isDone) return false;
    const isOutside = this.lineStart !== lineStart && this.column <= owner;
    if (!isOutside || this.next === '}' || this.next === ']') return true;
    this.at = at;
    this.lineStart = lineStart;
    return false;
  }

  private flowEntry(owner: number): LooseEntry {
    if (this.next === '{' || this.next === '[') {
      const value = this.flowValue(owner);
      const key: LooseScalar = { kind: 'scalar', text: '', quote: '', start: value.start, end: value.start };
      return { key, colon: false, below: false, value, end: value.end };
    }
    const key = this.flowKey();
    const afterKey = { at: this.at, lineStart: this.lineStart };
    if (!this.goOn(owner) || this.next !== ':') {
      Object.assign(this, afterKey);
      return { key, colon: false, below: false, end: key.end };
    }
    const afterColon = ++this.at;
    const line = this.lineStart;
    const hasValue = this.goOn(owner) && !closers.has(this.next);
    if (!hasValue) return { key, colon: true, below: false, end: afterColon };
    this.skipInLine();
    const below = this.lineStart !== line;
    const value = this.flowValue(owner);
    return { key, colon: true, below, value, end: value.end };
  }

  private flowKey(): LooseScalar {
    if (this.next === '"' || this.next === "'") return this.scalar(true);
    const start = this.at;
    this.at = this.endOfWord(this.isJson ? jsonKeyEnd : flowKeyEnd);
    if (this.at === start) this.at++;
    return scalarOf(this.text, start, this.at);
  }
}
