import { children, lineOf, parseXml, textOf, type Element } from './document.ts';

/** An element, as much of it as labels are read from. */
export interface XmlElement {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** Of an element without others in it; without white space around it. */
  readonly text: string;
  readonly children: readonly XmlElement[];
}

/**
 * The root element of a document.
 * @throws DarkroomError naming line and column of the damage
 */
export function readTree(text: string, file: string): XmlElement {
  return plainTree(text) ?? treeOf(parseXml(text, file).documentElement!);
}

/** Nothing that labels are read from is this deep, and going further down might exhaust the stack. */
const deepest = 100;

function treeOf(element: Element, depth = 1): XmlElement {
  const inner = children(element);
  return {
    name: element.nodeName,
    line: lineOf(element),
    text: inner.length === 0 ? (textOf(element) ?? '') : '',
    children: depth === deepest ? [] : inner.map(below => treeOf(below, depth + 1)),
  };
}

const prolog = /^(<\?xml [^?<>]*\?>)?\s*(?=<)/;
/** What only the parser can tell about: line ends of their own, the end of a section, characters that XML has not. */
const unusual = /\r(?!\n)|\]\]>|[^\P{Cc}\r\n\t]/u;
/** A tag without attributes, or text without references. */
const token = /<(\/?)([A-Za-z_][\w.-]*)\s*(\/?)>|([^<&]+)/y;

/**
 * The tree of a document that is plain tags and text, as tools write nearly all of them: forty times as fast as a whole
 * parser. Undefined for any other, damaged ones among them, which are left to the parser.
 */
function plainTree(text: string): XmlElement | undefined {
  const start = prolog.exec(text);
  if (!start || unusual.test(text)) return undefined;
  const root = new PlainElement('', text, 0);
  const open = [root];
  token.lastIndex = start[0].length;
  while (token.lastIndex < text.length) {
    const offset = token.lastIndex;
    const found = token.exec(text);
    if (!found) return undefined;
    const [, closing, name, empty, words] = found;
    const element = open.at(-1)!;
    if (words !== undefined) {
      if (element === root && words.trim() !== '') return undefined;
      element.written += words;
    } else if (closing) {
      if (empty || element.name !== name) return undefined;
      open.pop();
    } else {
      if (element === root && root.children.length > 0) return undefined;
      const inner = new PlainElement(name!, text, offset);
      element.children.push(inner);
      if (!empty) open.push(inner);
    }
  }
  return open.length === 1 ? root.children[0] : undefined;
}

class PlainElement implements XmlElement {
  readonly children: PlainElement[] = [];
  written = '';

  constructor(
    readonly name: string,
    private readonly document: string,
    private readonly offset: number,
  ) {}

  get text(): string {
    return this.children.length === 0 ? this.written.trim() : '';
  }

  /** Counted where it is asked for, which is for what is wrong. */
  get line(): number {
    let line = 1;
    for (let at = this.document.indexOf('\n'); at !== -1 && at < this.offset;) {
      line++;
      at = this.document.indexOf('\n', at + 1);
    }
    return line;
  }
}
