import { Lexer } from 'yaml';

/** Parsers descend by recursion: an exhausted stack may end the process. No pipeline is this deep. */
const maximumDepth = 200;

/**
 * Whether a text is nested too deeply to be parsed: by brackets, those in comments and quotes counted, by dashes in a
 * row, or by keys of keys on one line; indentation takes too much text.
 */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let dashes = 0;
  let colons = 0;
  let mayHoldKeysOfKeys = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if ((character === '-' || character === '?') && text[index + 1] === ' ') dashes++;
    else if (character !== ' ') dashes = 0;
    if (character === ':') colons++;
    else if (character === '\n') colons = 0;
    if (depth > maximumDepth || dashes > maximumDepth) return true;
    mayHoldKeysOfKeys ||= colons > maximumDepth;
  }
  return mayHoldKeysOfKeys && holdsKeysOfKeys(text);
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
