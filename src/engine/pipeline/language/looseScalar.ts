import type { LooseScalar } from './looseNode.ts';

export function isBlank(character: string | undefined): boolean {
  return (
    character === undefined ||
    character === ' ' ||
    character === '\t' ||
    character === '\n' ||
    character === '\r'
  );
}

/** After the closing quote; where it is missing in the line, after the first word. -1 for what is not quoted. */
export function endOfQuotes(text: string, start: number): number {
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

export function scalarOf(text: string, start: number, upTo: number): LooseScalar {
  let end = upTo;
  while (end > start + 1 && isBlank(text[end - 1])) end--;
  const first = text[start];
  const quote = first === '"' || first === "'" ? first : '';
  const isClosed = quote !== '' && end > start + 1 && text[end - 1] === quote;
  const inner = text.slice(start + quote.length, isClosed ? end - 1 : end);
  return { kind: 'scalar', text: inner, quote, start, end };
}
