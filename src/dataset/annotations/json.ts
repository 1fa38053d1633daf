import { createScanner, printParseErrorCode, visit } from 'jsonc-parser';
import { DarkroomError } from '../../shared/errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @throws DarkroomError naming file, line and column of the first damage, or of an integer that would lose digits */
export function parseJson(text: string, file: string): unknown {
  const value = parse(text, file);
  const inexact = firstInexact(text);
  if (!inexact) return value;
  const { key, written, offset } = inexact;
  const at = placeAt(text, offset);
  const message = `${file}:${at.line}:${at.column}: ${key}: ${written} is too large to be read to its last digit.`;
  throw new DarkroomError('bad_labels', message, {
    hint: `Write it as a text, "${written}", wherever it stands, or give out smaller ones.`,
    file,
    ...at,
  });
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (thrown) {
    const offset = offsetIn(thrown, text) ?? firstDamage(text);
    const at = offset === undefined ? undefined : placeAt(text, offset);
    const place = at ? `${file}:${at.line}:${at.column}` : file;
    const message = `${place}: expected JSON but received ${found(text, offset)}.`;
    throw new DarkroomError('bad_labels', message, {
      hint: hintAt(text, offset),
      file,
      ...at,
      cause: thrown,
    });
  }
}

/** What stands in the file, short enough for a message. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) {
    const short = value.length <= 8 && value.every(item => item === null || typeof item !== 'object');
    return short ? `[${value.map(shown).join(', ')}]` : `a list of ${value.length}`;
  }
  if (value === undefined) return 'nothing';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 77)}…`;
}

/** Up to fifteen digits are always exact; in a text, nothing comes of it. */
const longInteger = /[\s:,[-]\d{16,}[\s,\]}]/;

interface Inexact {
  /** What it stands behind. */
  readonly key: string;
  readonly written: string;
  readonly offset: number;
}

/** The first integer of sound JSON that a number of JavaScript does not hold. */
function firstInexact(text: string): Inexact | undefined {
  if (!longInteger.test(text)) return undefined;
  const scanner = createScanner(text, true);
  let key = '';
  let word = '';
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const written = scanner.getTokenValue();
    const first = text[scanner.getTokenOffset()];
    if (first === '"') word = written;
    else if (first === ':') key = word;
    else if (/^-?\d{16,}$/.test(written) && String(BigInt(Number(written))) !== written)
      return { key, written, offset: scanner.getTokenOffset() };
  }
  return undefined;
}

/** V8 says the position for most kinds of damage; of a number, behind its sign. */
function offsetIn(thrown: unknown, text: string): number | undefined {
  const message = thrown instanceof Error ? thrown.message : '';
  if (message.startsWith('Unexpected end')) return text.length;
  const position = /at position (\d+)/.exec(message);
  if (!position) return undefined;
  const offset = Number(position[1]);
  return text[offset - 1] === '-' ? offset - 1 : offset;
}

/** For the rest: the offset at which a parser that keeps nothing stumbles. Undefined when nesting is beyond it. */
function firstDamage(text: string): number | undefined {
  const stop = new Error('first damage');
  let damage: number | undefined;
  try {
    visit(
      text,
      {
        onError: (code, offset) => {
          damage = printParseErrorCode(code) === 'InvalidSymbol' ? offset : Math.min(offset, text.length);
          throw stop;
        },
      },
      { disallowComments: true },
    );
  } catch (thrown) {
    if (thrown !== stop && !(thrown instanceof RangeError)) throw thrown;
  }
  return damage;
}

function placeAt(text: string, offset: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  return { line, column: offset - start + 1 };
}

function found(text: string, offset: number | undefined): string {
  if (text.trim() === '') return 'an empty file';
  if (offset === undefined) return 'something that is not';
  if (offset >= text.length) return 'the end of the file';
  return JSON.stringify(wordAt(text, offset));
}

function hintAt(text: string, offset: number | undefined): string | undefined {
  if (offset === undefined) return undefined;
  if (offset >= text.length) return 'The file was cut off; copy or export it again.';
  if (/^-?(NaN|Infinity)$/.test(wordAt(text, offset)))
    return 'JSON knows no such number; write null, or leave the annotation out.';
  return undefined;
}

function wordAt(text: string, offset: number): string {
  const word = /^-?\w+/.exec(text.slice(offset, offset + 24));
  return word ? word[0] : String.fromCodePoint(text.codePointAt(offset)!);
}
