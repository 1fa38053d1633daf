import { isCollection, parseDocument, visit, type CST, type YAMLError } from 'yaml';
import { lineEnd, lineStart } from '../edit/lines.ts';
import { firstOfEachLine, match, mostErrors, type TextFault } from './textFault.ts';

/** Where collections begin that have no end, each before those inside of it. */
type OpenBrackets = () => readonly number[];

/** What may be wrong at an error; undefined when it is something else. */
type Explanation = (text: string, error: YAMLError, openBrackets: OpenBrackets) => TextFault | undefined;

/** Errors of the YAML parser as whoever writes a pipeline would put them: what is missing, and where. */
export function yamlFaults(text: string, errors: readonly YAMLError[]): readonly TextFault[] {
  let found: readonly number[] | undefined;
  const openBrackets = () => (found ??= openBracketsIn(text));
  return firstOfEachLine(
    text,
    errors.slice(0, mostErrors).map(error => explain(text, error, openBrackets)),
  );
}

function explain(text: string, error: YAMLError, openBrackets: OpenBrackets): TextFault {
  for (const explanation of explanations) {
    const fault = explanation(text, error, openBrackets);
    if (fault) return fault;
  }
  return at(text, error, firstSentence(error.message));
}

/** The first that fits is told. */
const explanations: readonly Explanation[] = [
  otherDocument,
  tab,
  dashWithoutSpace,
  bracesWithoutColon,
  strayItem,
  secondColon,
  keyWithoutColon,
  unalignedKey,
  itemWithoutComma,
  openQuote,
  openBracket,
  unexpectedCharacter,
  reservedCharacter,
];

function otherDocument(text: string, error: YAMLError): TextFault | undefined {
  if (error.code !== 'MULTIPLE_DOCS') return undefined;
  return at(text, error, 'A pipeline is one document: nothing may follow a line of three dashes.');
}

function tab(text: string, error: YAMLError): TextFault | undefined {
  return error.code === 'TAB_AS_INDENT'
    ? at(text, error, 'YAML is indented by spaces, not by tabs.')
    : undefined;
}

function dashWithoutSpace(text: string, error: YAMLError): TextFault | undefined {
  if (error.code !== 'MISSING_CHAR' && error.code !== 'BAD_INDENT') return undefined;
  const found = match(text, lineStart(text, error.pos[0]), / *(-[a-z]\S*)/y);
  const item = found?.[1];
  if (item === undefined) return undefined;
  const start = found!.index + found![0].length - item.length;
  const suggestion = `- ${item.slice(1)}`;
  return {
    message: `Expected a space after the dash: ${suggestion}.`,
    start,
    end: start + item.length,
    suggestion,
  };
}

function bracesWithoutColon(text: string, error: YAMLError): TextFault | undefined {
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  const found = match(text, lineStart(text, error.pos[0]), / *(?:- +)?([\w-]+) +[{[]/y);
  const key = found?.[1];
  if (key === undefined) return undefined;
  const start = found!.index + found![0].lastIndexOf(key);
  return colonAfter(key, start);
}

function isAboutKey({ code, message }: YAMLError): boolean {
  const isMissing = /map keys need to be followed/.test(message);
  return code === 'BLOCK_AS_IMPLICIT_KEY' || code === 'MULTILINE_IMPLICIT_KEY' || isMissing;
}

/** It stands where a key is expected, or is taken for the second line of the item above. */
function strayItem(text: string, error: YAMLError): TextFault | undefined {
  const [start] = error.pos;
  if (!isAboutKey(error)) return undefined;
  const dashFrom = / *-(?=\s)/y;
  const above = match(text, lineStart(text, start), / *- [^\n]*\n/y);
  const found =
    match(text, start, dashFrom) ?? (above && match(text, above.index + above[0].length, dashFrom));
  if (!found) return undefined;
  const dash = found.index + found[0].length - 1;
  const hasItemAbove = /^ *- /m.test(text.slice(0, lineStart(text, dash)));
  const message = hasItemAbove
    ? 'Indent this item like those above it.'
    : 'Expected a key here, not an item of a list.';
  return { message, start: dash, end: lineEnd(text, dash) };
}

function secondColon(text: string, error: YAMLError): TextFault | undefined {
  if (error.code !== 'BLOCK_AS_IMPLICIT_KEY') return undefined;
  const remedy = 'put braces around the parameters, or each on a line of its own, indented further';
  return at(text, error, `There is a second key on this line: ${remedy}.`);
}

function keyWithoutColon(text: string, error: YAMLError): TextFault | undefined {
  if (!isAboutKey(error)) return undefined;
  const [start] = error.pos;
  const key = match(text, start, /[^\n#]*[^\s#]/y)?.[0];
  if (key === undefined) return undefined;
  const [, name, value] = /^([\w-]+):(\S.*)$/.exec(key) ?? [];
  if (name === undefined) return colonAfter(key, start);
  const suggestion = `${name}: ${value!}`;
  return {
    message: `Expected a space after the colon: ${suggestion}.`,
    start,
    end: start + key.length,
    suggestion,
  };
}

function colonAfter(key: string, start: number): TextFault {
  return {
    message: `Expected a colon after ${key}.`,
    start,
    end: start + key.length,
    ...(/^[\w-]+$/.test(key) && { suggestion: `${key}:` }),
  };
}

function unalignedKey(text: string, error: YAMLError): TextFault | undefined {
  if (!/must start at the same column/.test(error.message)) return undefined;
  const start = lineStart(text, error.pos[0]);
  const found = match(text, start, /( *)([^\n]*)/y)!;
  const [, blanks = '', rest = ''] = found;
  const what = rest.startsWith('-') ? 'item' : 'key';
  const spaces = blanks.length === 1 ? '1 space' : `${blanks.length} spaces`;
  const message = `Indent this ${what} like those it belongs to; none above is indented by ${spaces}.`;
  return { message, start: start + blanks.length, end: start + blanks.length + Math.max(1, rest.length) };
}

function itemWithoutComma(text: string, error: YAMLError): TextFault | undefined {
  const [start] = error.pos;
  const isBlock = error.code === 'BLOCK_IN_FLOW';
  const [both, value, key] = (isBlock && match(text, start, /([^\s:]+)\s+(\w[\w-]*)(?=\s*:)/y)) || [];
  if (both !== undefined) {
    const suggestion = `${value!}, ${key!}`;
    return { message: `Expected a comma before ${key!}.`, start, end: start + both.length, suggestion };
  }
  return /^Missing , /.test(error.message) ? at(text, error, 'Expected a comma before this.') : undefined;
}

function openQuote(text: string, error: YAMLError): TextFault | undefined {
  const quote = /^Missing closing (["'])/.exec(error.message)?.[1];
  if (quote === undefined) return undefined;
  // What follows an open quote is all inside of it, so that the last one is the one that opens.
  const start = text.lastIndexOf(quote, error.pos[0] - 1);
  return { message: 'This quote is not closed.', start, end: lineEnd(text, start) };
}

function openBracket(text: string, error: YAMLError, openBrackets: OpenBrackets): TextFault | undefined {
  const closing = /end with a ([}\]])$/.exec(error.message)?.[1];
  if (closing === undefined) return undefined;
  const opening = closing === '}' ? '{' : '[';
  const start = openBrackets().findLast(offset => offset < error.pos[0] && text[offset] === opening);
  return start === undefined
    ? at(text, error, `Expected ${closing} before this.`)
    : { message: `This ${opening} is not closed: expected ${closing}.`, start, end: start + 1 };
}

function unexpectedCharacter(text: string, error: YAMLError): TextFault | undefined {
  const quoted = /^Unexpected .* token in YAML stream: (".*")$/.exec(error.message)?.[1];
  if (quoted !== undefined) return at(text, error, `Unexpected ${JSON.parse(quoted) as string}.`);
  if (/^Unexpected .* at node end$/.test(error.message))
    return at(text, error, 'The value has ended before this: take it out.');
  return /^Unexpected [,e].* in flow /.test(error.message)
    ? at(text, error, 'A value is missing before this comma.')
    : undefined;
}

function reservedCharacter(text: string, error: YAMLError): TextFault | undefined {
  if (error.code !== 'BAD_SCALAR_START') return undefined;
  return at(text, error, `A value cannot begin with ${text[error.pos[0]] ?? ''}: put it in quotes.`);
}

function openBracketsIn(text: string): readonly number[] {
  const open: number[] = [];
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, keepSourceTokens: true });
  visit(document, (_key, node) => {
    if (!isCollection(node) || node.srcToken?.type !== 'flow-collection') return;
    const { start, end } = node.srcToken;
    if (!end.some(isClosing)) open.push(start.offset);
  });
  return open;
}

function isClosing({ type }: CST.SourceToken): boolean {
  return type === 'flow-map-end' || type === 'flow-seq-end';
}

/** What an error is about may go on to the end of the text. */
function at(text: string, { pos: [start, end] }: YAMLError, message: string): TextFault {
  return { message, start, end: Math.min(end, lineEnd(text, start)) };
}

function firstSentence(message: string): string {
  const line = message.split('\n')[0]!.trim();
  return line.endsWith('.') ? line : `${line}.`;
}
