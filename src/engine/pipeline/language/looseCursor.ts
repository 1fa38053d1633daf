import type { LooseScalar } from './looseNode.ts';
import { endOfQuotes, isBlank, scalarOf } from './looseScalar.ts';

export const closers: ReadonlySet<string> = new Set(['}', ']', ',']);
const lineEnd = /\n|(?<=[ \t])#/g;
const keyEnd = /\n|:(?=\s|$)|(?<=[ \t])#/g;
const flowEnd = /[\n,}\]]|(?<=[ \t])#/g;

/** A place in a text that moves on over blanks, comments and words. */
export class LooseCursor {
  protected at = 0;
  protected lineStart = 0;

  constructor(
    protected readonly text: string,
    protected readonly isJson: boolean,
  ) {}

  protected get isDone(): boolean {
    return this.at >= this.text.length;
  }

  protected get column(): number {
    return this.at - this.lineStart;
  }

  protected get next(): string {
    return this.text.charAt(this.at);
  }

  protected get isEndOfLine(): boolean {
    return this.isDone || this.next === '\n';
  }

  protected get isDash(): boolean {
    return !this.isJson && this.next === '-' && isBlank(this.text[this.at + 1]);
  }

  /** To the next thing that means something, over lines and comments. */
  protected skip(): void {
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

  protected isComment(): boolean {
    if (this.isJson) return this.text.startsWith('//', this.at);
    if (this.next === '#') return this.at === this.lineStart || isBlank(this.text[this.at - 1]);
    if (this.column !== 0) return false;
    const isMarker = this.text.startsWith('---', this.at) || this.text.startsWith('...', this.at);
    return this.next === '%' || (isMarker && isBlank(this.text[this.at + 3]));
  }

  protected toEndOfLine(): void {
    const end = this.text.indexOf('\n', this.at);
    this.at = end < 0 ? this.text.length : end;
  }

  /** Over blanks of the line, and over anchors and tags. */
  protected skipInLine(): void {
    for (;;) {
      while (!this.isEndOfLine && isBlank(this.next)) this.at++;
      const isProperty = !this.isJson && (this.next === '&' || this.next === '!');
      if (!isProperty) return;
      while (!this.isDone && !isBlank(this.next) && !closers.has(this.next)) this.at++;
    }
  }

  /** Always takes at least one character. */
  protected scalar(inFlow: boolean): LooseScalar {
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
  protected endOfWord(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    return pattern.exec(this.text)?.index ?? this.text.length;
  }

  /** Where the key ends that this line starts with here, before its colon; -1 when there is none. */
  protected keyEnd(): number {
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
