import { lengthUpTo, pick, type Random } from './chance.ts';

type Mutation = (text: string, random: Random, other: string) => string;

/** No mutation makes a text longer than this. */
const mostCharacters = 400_000;

/** A text after one to six accidents: slips of the hand, and what somebody may put there on purpose. */
export function mutateText(text: string, other: string, random: Random): string {
  let mutated = text;
  for (let left = lengthUpTo(random, 6); left > 0; left--) {
    const next = pick(random, mutations)(mutated, random, other);
    if (next.length <= mostCharacters) mutated = next;
  }
  return mutated;
}

const strange = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '<',
    '>',
    ':',
    ': ',
    ',',
    '- ',
    '? ',
    '#',
    '"',
    "'",
    '|',
    '>-\n',
    '%',
    '@',
    '`',
    '&',
    '*',
  ],
  ...[
    '\t',
    '\r',
    '\r\n',
    '\n\n',
    '\0',
    '\uFEFF',
    '\u202E',
    '\u2028',
    '\uD800',
    '😀',
    'é',
    '\x1b[31m',
    '\\u0000',
  ],
  ...[
    '---\n',
    '...\n',
    '<<: ',
    '&a ',
    '*a',
    '!!binary ',
    '!!float ',
    '!!js/function ',
    '~',
    'null',
    'true',
    'no',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '../../etc/passwd',
    'file:///x',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
  ],
  ...['&b;', '<![CDATA[', '-->', '<?xml?>', '$1', '${1:x}', '[x](command:y)', '%s', '"": ', '? [a]: b\n'],
];
const numbers = [
  '0',
  '-0',
  '-1',
  '1',
  '2',
  '3',
  '0.5',
  '1e9',
  '1e308',
  '1e999',
  '-1e999',
  '.inf',
  '-.inf',
  '.nan',
  'NaN',
];
const longNumbers = [
  '0x7fffffff',
  '4294967296',
  '9007199254740993',
  '1'.repeat(400),
  '0.'.padEnd(400, '3'),
  '1e-400',
];

const mutations: readonly Mutation[] = [
  (text, random) => replaced(text, random, lengthUpTo(random, 12), ''),
  (text, random) => replaced(text, random, lengthUpTo(random, text.length), ''),
  (text, random) => replaced(text, random, 0, pick(random, strange)),
  (text, random) => replaced(text, random, 1, pick(random, strange)),
  (text, random) => replaced(text, random, 1, String.fromCharCode(random.integer(0, 127))),
  (text, random) => text.slice(0, random.integer(0, text.length)),
  function doubled(text, random) {
    const at = random.integer(0, text.length);
    return replaced(text, random, 0, text.slice(at, at + lengthUpTo(random, text.length)));
  },
  function manyTimes(text, random) {
    const at = random.integer(0, text.length);
    const part = random.chance(0.5) ? text.slice(at, at + lengthUpTo(random, 40)) : pick(random, strange);
    return replaced(text, random, 0, part.repeat(lengthUpTo(random, 3000)));
  },
  function borrowed(text, random, other) {
    const at = random.integer(0, other.length);
    return replaced(
      text,
      random,
      lengthUpTo(random, 20),
      other.slice(at, at + lengthUpTo(random, other.length)),
    );
  },
  changeNumber,
  changeNumber,
  changeNumber,
  function swapWords(text, random, other) {
    const words = other.match(/\w+/g) ?? ['x'];
    return changeOne(text, /[A-Za-z_]\w*/g, random, () => pick(random, words));
  },
  function moveLine(text, random) {
    const lines = text.split('\n');
    const [line] = lines.splice(random.integer(0, lines.length - 1), 1);
    lines.splice(random.integer(0, lines.length), 0, line!);
    return lines.join('\n');
  },
  function indent(text, random) {
    const lines = text.split('\n');
    const at = random.integer(0, lines.length - 1);
    lines[at] = random.chance(0.5) ? ` ${lines[at]!}` : lines[at]!.replace(/^ {1,2}/, '');
    return lines.join('\n');
  },
  text => text.replaceAll('\n', '\r\n'),
  (text, random) => (random.chance(0.1) ? `${laughs}\n${text}` : nested(random) + text),
];

/** Ten levels of ten aliases each: a text of half a kilobyte that stands for ten thousand million values. */
const laughs = Array.from(
  { length: 10 },
  (_, level) =>
    `l${level}: &l${level} [${Array(10)
      .fill(level === 0 ? 'x' : `*l${level - 1}`)
      .join(', ')}]`,
).join('\n');

function nested(random: Random): string {
  return pick(random, ['[', '{a: ', '- ', '{"a":', '<a>', '(', '"']).repeat(lengthUpTo(random, 20_000));
}

function changeNumber(text: string, random: Random): string {
  return changeOne(text, /-?\d+(\.\d+)?/g, random, () =>
    pick(random, random.chance(0.8) ? numbers : longNumbers),
  );
}

function changeOne(text: string, pattern: RegExp, random: Random, change: () => string): string {
  const found = [...text.matchAll(pattern)];
  if (found.length === 0) return text;
  const { 0: whole, index } = pick(random, found);
  return text.slice(0, index) + change() + text.slice(index + whole.length);
}

function replaced(text: string, random: Random, length: number, by: string): string {
  const at = random.integer(0, text.length);
  return text.slice(0, at) + by + text.slice(at + length);
}
