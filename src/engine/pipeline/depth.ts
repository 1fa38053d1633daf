import { createScanner } from 'jsonc-parser';
import { Lexer } from 'yaml';
import type { PipelineLanguage } from '../../shared/pipeline.ts';

/** Parsers descend by recursion: an exhausted stack may end the process. No pipeline is this deep. */
const maximumDepth = 200;

/**
 * Where a text is nested too deeply to be parsed: by brackets, by dashes in a row, or by keys of keys on one line;
 * indentation takes too much text.
 * @returns offset of what is too deep; undefined when nothing is
 */
export function tooDeepAt(text: string, language: PipelineLanguage): number | undefined {
  let brackets = 0;
  let dashes = 0;
  let colons = 0;
  let mayHoldKeysOfKeys = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '[' || character === '{') brackets++;
    if ((character === '-' || character === '?') && text[index + 1] === ' ') dashes++;
    else if (character !== ' ') dashes = 0;
    if (character === ':') colons++;
    else if (character === '\n') colons = 0;
    if (dashes > maximumDepth) return index;
    mayHoldKeysOfKeys ||= colons > maximumDepth;
  }
  const inBrackets = brackets > maximumDepth ? bracketTooDeep(text, language) : undefined;
  return inBrackets ?? (mayHoldKeysOfKeys ? keyTooDeep(text) : undefined);
}

interface Token {
  readonly token: string;
  readonly start: number;
}

/** Brackets in quotes and comments are none. */
function bracketTooDeep(text: string, language: PipelineLanguage): number | undefined {
  const open: string[] = [];
  for (const { token, start } of language === 'json' ? jsonTokens(text) : yamlTokens(text)) {
    if (token === '[') open.push(']');
    else if (token === '{') open.push('}');
    // A parser that goes on behind faults may close nothing by the other kind.
    else if (token === open.at(-1)) open.pop();
    if (open.length > maximumDepth) return start;
  }
  return undefined;
}

/** Colons after one another that nothing but keys is between. */
function keyTooDeep(text: string): number | undefined {
  let colons = 0;
  for (const { token, start } of yamlTokens(text)) {
    if (token === ':') colons++;
    else if (token === ',' || token.includes('\n')) colons = 0;
    if (colons > maximumDepth) return start;
  }
  return undefined;
}

function* jsonTokens(text: string): Generator<Token> {
  const scanner = createScanner(text, true);
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    yield { token: text.slice(start, start + scanner.getTokenLength()), start };
  }
}

/** Tokens by which the lexer tells of a document, of a scalar and of a fault; they stand for none of the text. */
const signs: ReadonlySet<string> = new Set(['\x02', '\x18', '\x1f']);

function* yamlTokens(text: string): Generator<Token> {
  let start = 0;
  for (const token of new Lexer().lex(text)) {
    yield { token, start };
    if (!signs.has(token)) start += token.length;
  }
}
