/** Parsers descend by recursion: an exhausted stack may end the process. No pipeline is this deep. */
const maximumDepth = 200;

/** Whether a text is nested too deeply to be parsed: by brackets, those in comments and quotes counted, or by dashes in a row; indentation takes too much text. */
export function isTooDeep(text: string): boolean {
  let depth = 0;
  let dashes = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth = Math.max(0, depth - 1);
    if ((character === '-' || character === '?') && text[index + 1] === ' ') dashes++;
    else if (character !== ' ') dashes = 0;
    if (depth > maximumDepth || dashes > maximumDepth) return true;
  }
  return false;
}
