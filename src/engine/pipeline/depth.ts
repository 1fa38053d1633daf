import { createScanner } from 'jsonc-parser';
import { Lexer } from 'yaml';
import type { PipelineLanguage } from '../../shared/pipeline.ts';

/** Parsers descend by recursion: an exhausted stack may end the process. No pipeline is this deep. */
const maximumDepth = 200;

/**
 * Whether a text is nested too deeply to be parsed: by brackets, by dashes in a row, or by keys of keys on one line;
 * indentation takes too much text.
 */
export function isTooDeep(text: string, language: PipelineLanguage): boolean {
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
    if (dashes > maximumDepth) return true;
    mayHoldKeysOfKeys ||= colons > maximumDepth;
  }
  if (brackets > maximumDepth && holdsBracketsInBrackets(text, language)) return true;
  return mayHoldKeysOfKeys && holdsKeysOfKeys(text);
}

/** Brackets in quotes and comments are none. */
function holdsBracketsInBrackets(text: string, language: PipelineLanguage): boolean {
  const open: string[] = [];
  for (const token of language === 'json' ? jsonTokens(text) : new Lexer().lex(text)) {
    if (token === '[') open.push(']');
    else if (token === '{') open.push('}');
    // A parser that goes on behind faults may close nothing by the other kind.
    else if (token === open.at(-1)) open.pop();
    if (open.length > maximumDepth) return true;
  }
  return false;
}

function* jsonTokens(text: string): Generator<string> {
  const scanner = createScanner(text, true);
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const start = scanner.getTokenOffset();
    yield text.slice(start, start + scanner.getTokenLength());
  }
}

/** Colons after one another that nothing but keys is between. */
function holdsKeysOfKeys(text: string): boolean {
  let colons = 0;
  for (const token of new Lexer().lex(text)) {
    if (token === ':') colons++;
    else if (token === ',' || token.includes('\n')) colons = 0;
    if (colons > maximumDepth) return true;
  }
  return false;
}
