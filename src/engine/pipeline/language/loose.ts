import type { PipelineLanguage } from '../../../shared/pipeline.ts';

/**
 * A pipeline's text while it is typed: whatever stands there is taken for what it looks like, so that there is always
 * a tree with places. It is no judge of the text; that is `parsePipeline`. Offsets are characters.
 */
export type LooseNode = LooseMap | LooseList | LooseScalar;

export interface LooseMap {
  readonly kind: 'map';
  /** Written with braces. */
  readonly flow: boolean;
  readonly start: number;
  readonly end: number;
  readonly entries: readonly LooseEntry[];
}

export interface LooseEntry {
  readonly key: LooseScalar;
  /** False for what may become a key. */
  readonly colon: boolean;
  readonly value?: LooseNode;
  /** The value starts in a later line than the key. */
  readonly below: boolean;
  readonly end: number;
}

interface LooseList {
  readonly kind: 'list';
  readonly flow: boolean;
  readonly start: number;
  readonly end: number;
  readonly items: readonly LooseItem[];
}

export interface LooseItem {
  /** At the dash, or at the value in brackets. */
  readonly start: number;
  /** False for what stands where a dash is due, and in brackets. */
  readonly dash: boolean;
  readonly value?: LooseNode;
  readonly end: number;
}

export interface LooseScalar {
  readonly kind: 'scalar';
  /** Without quotes; escapes stay as they are written. */
  readonly text: string;
  readonly quote: '' | '"' | "'";
  readonly start: number;
  readonly end: number;
}

/** Reads a text once from start to end. Undefined for one without anything but comments. */
export function parseLoosely(text: string, language: PipelineLanguage): LooseNode | undefined {
  return new LooseReader(text, language === 'json').document();
}

const deepest = 64;
const closers = new Set(['}', ']', ',']);
const lineEnd = /\n|(?<=[ \t])#/g;
const keyEnd = /\n|:(?=\s|$)|(?<=[ \t])#/g;
const flowEnd = /[\n,}\]]|(?<=[ \t])#/g;
const flowKeyEnd = /[\n,:{}[\]]|(?<=[ \t])#/g;
const jsonKeyEnd = /[\n,:{}[\]"]/g;

class LooseReader {
  private at = 0;
  private lineStart = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly isJson: boolean,
  ) {}

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

  private get isDone(): boolean {
    return this.at >= this.text.length;
  }

  private get column(): number {
    return this.at - this.lineStart;
  }

  private get next(): string {
    return this.text.charAt(this.at);
  }

  /** To the next thing that means something, over lines and comments. */
  private skip(): void {
    const { text } = this;
    for (; this.at < text.length; this.at++) {
      if (isBlank(text[this.at]) || text[this.at] === '\uFEFF') {
        if (text[this.at] === '\n') this.lineStart = this.at + 1;
      } else if (!this.isComment()) return;
      else {
        this.toEndOfLine();
        if (this.isDone) return;
        this.lineStart = this.at + 1;
      }
    }
  }

  private isComment(): boolean {
    if (this.isJson) return this.text.startsWith('//', this.at);
    if (this.next === '#') return this.at === this.lineStart || isBlank(this.text[this.at - 1]);
    if (this.column !== 0) return false;
    const isMarker = this.text.startsWith('---', this.at) || this.text.startsWith('...', this.at);
    return this.next === '%' || (isMarker && isBlank(this.text[this.at + 3]));
  }

  private toEndOfLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  /** Over blanks of the line, and over anchors and tags. */
  private skipInLine(): void {
    for (;;) {
      while (!this.isEndOfLine && isBlank(this.next)) this.at++;
      const isProperty = !this.isJson && (this.next === '&' || this.next === '!');
      if (!isProperty) return;
      while (!this.isDone && !isBlank(this.next) && !closers.has(this.next)) this.at++;
    }
  }

  private get isEndOfLine(): boolean {
    return this.isDone || this.next === '\n';
  }

  private get isDash(): boolean {
    return !this.isJson && this.next === '-' && isBlank(this.text[this.at + 1]);
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

  /** Between brackets; `owner`: lines that start no further in than this column end brackets that are left open. */
  private flowValue(owner: number): LooseNode {
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
        const value = this.flowValue(owner);
        items.push({ start: value.start, dash: false, value, end: value.end });
      }
    }
    this.depth--;
    const common = { flow: true, start, end: this.at } as const;
    return open === '{' ? { kind: 'map', ...common, entries } : { kind: 'list', ...common, items };
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

  /** Always takes at least one character. */
  private scalar(inFlow: boolean): LooseScalar {
    const start = this.at;
    const quoteEnd = endOfQuotes(this.text, start);
    if (quoteEnd > 0) {
      this.at = quoteEnd;
      if (!inFlow) this.toEndOfLine();
      return scalarOf(this.text, start, quoteEnd);
    }
    this.at++;
    this.at = this.endOfWord(inFlow ? flowEnd : lineEnd);
    const scalar = scalarOf(this.text, start, this.at);
    if (!inFlow) this.toEndOfLine();
    return scalar;
  }

  /** Where something without quotes ends: at a character of the pattern or a comment. */
  private endOfWord(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.index ?? this.text.length;
  }

  /** Where the key ends that this line starts with here, before its colon; -1 when there is none. */
  private keyEnd(): number {
    const { text } = this;
    const end = endOfQuotes(text, this.at);
    if (end < 0) {
      const colon = this.endOfWord(keyEnd);
      return text[colon] === ':' ? colon : -1;
    }
    let colon = end;
    while (text[colon] === ' ' || text[colon] === '\t') colon++;
    return text[colon] === ':' ? end : -1;
  }
}

function isBlank(character: string | undefined): boolean {
  return (
    character === undefined ||
    character === ' ' ||
    character === '\t' ||
    character === '\n' ||
    character === '\r'
  );
}

/** After the closing quote; where it is missing in the line, after the first word. -1 for what is not quoted. */
function endOfQuotes(text: string, start: number): number {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return -1;
  for (let at = start + 1; at < text.length && text[at] !== '\n'; at++) {
    if (text[at] === '\\' && quote === '"') at++;
    else if (text[at] === quote) {
      if (quote === '"' || text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  const word = /[^,:{}[\]\r\n]*/y;
  word.lastIndex = start + 1;
  word.test(text);
  return word.lastIndex;
}

function scalarOf(text: string, start: number, upTo: number): LooseScalar {
  let end = upTo;
  while (end > start + 1 && isBlank(text[end - 1])) end--;
  const first = text[start];
  const quote = first === '"' || first === "'" ? first : '';
  const isClosed = quote !== '' && end > start + 1 && text[end - 1] === quote;
  const inner = text.slice(start + quote.length, isClosed ? end - 1 : end);
  return { kind: 'scalar', text: inner, quote, start, end };
}
