import { printParseErrorCode, type ParseError } from 'jsonc-parser';
import { firstOfEachLine, match, mostErrors, type TextFault } from './textFault.ts';

/** Errors of the JSON parser as whoever writes a pipeline would put them: what is missing, and where. */
export function jsonFaults(text: string, errors: readonly ParseError[]): readonly TextFault[] {
  return firstOfEachLine(
    text,
    errors.slice(0, mostErrors).map(error => explain(text, error)),
  );
}

function explain(text: string, { error, offset, length }: ParseError): TextFault {
  const code = printParseErrorCode(error);
  const place = { start: offset, end: offset + Math.max(1, length) };
  const comma = commaBeforeEnd(text, offset);
  if (comma !== undefined) {
    return { message: 'Nothing follows this comma: take it away.', start: comma, end: comma + 1 };
  }
  const written = text.slice(offset, offset + length);
  switch (code) {
    case 'InvalidSymbol': {
      const isName = match(text, offset + length, /\s*:/y) !== null;
      const remedy = isName
        ? 'put names in double quotes'
        : 'texts stand in double quotes, numbers begin with a digit';
      return { message: `${written} is not JSON: ${remedy}.`, ...place };
    }
    case 'InvalidCommentToken':
      return { message: 'JSON has no comments; a pipeline in YAML has them, after a #.', ...place };
    case 'UnexpectedEndOfString':
      return { message: 'This text is not closed: expected a double quote.', ...place };
    case 'EndOfFileExpected':
      return { message: 'Nothing may follow the end of the pipeline.', ...place };
    case 'CloseBraceExpected':
      return { message: 'A { is not closed: expected }.', ...place };
    case 'CloseBracketExpected':
      return { message: 'A [ is not closed: expected ].', ...place };
    case 'PropertyNameExpected':
      return { message: 'Expected a name in double quotes.', ...place };
    case 'CommaExpected':
      return { message: 'Expected a comma before this.', ...place };
    default:
      return { message: inWords(code), ...place };
  }
}

/** Where a comma stands that is the last in its braces or brackets, which end here. */
function commaBeforeEnd(text: string, offset: number): number | undefined {
  if (!/[}\]]/.test(text[offset] ?? '')) return undefined;
  const before = text.slice(0, offset).trimEnd();
  return before.endsWith(',') ? before.length - 1 : undefined;
}

/** `ColonExpected` → `Colon expected.` */
function inWords(code: string): string {
  const words = code.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
