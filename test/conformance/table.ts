import { format } from 'prettier';
import { writers } from '../../src/codec/writers.ts';
import { reasonFor, scope } from './explained.ts';
import type { AgainstPillow } from './pillow.ts';

/** The document that says how exactly files are read: made from a run, but for the reasons. */
export async function tableOf(
  compared: ReadonlyMap<string, readonly AgainstPillow[]>,
  pillow: string,
): Promise<string> {
  const document = `# How exactly images are read and written

Made by \`test/conformance\` from public collections of test images, most of which are odd or broken on purpose; the README says how. Each file is compared with what Pillow ${pillow} reads (first frame, as RGBA; 16-bit grayscale as it is). A difference is the largest one of any pixel, in levels of 255.

## What is read

${rows(['format', 'every pixel as the reference', 'refused with a message'], scope)}

CMYK becomes RGB as with Pillow's \`convert('RGB')\`, without colour profiles, and the image says so. Alpha is never dropped in silence: a file that has it comes in with four channels.

## Against Pillow

${rows(
  [
    'set',
    'files',
    'read by both',
    'equal',
    'different',
    'read here only',
    'refused here only',
    'refused by both',
  ],
  [...compared].map(([set, all]) => [
    set,
    all.length,
    ...counts(all),
    ...(['Darkroom', 'Pillow', 'none'] as const).map(by => all.filter(({ readBy }) => readBy === by).length),
  ]),
)}

## Files that differ

${rows(
  ['reason', 'largest difference', 'files'],
  grouped(compared, (set, { name, difference }) =>
    difference === undefined || difference === 0 ? undefined : reasonFor(set, name),
  ).map(([reason, members]) => [
    reason,
    Math.max(...members.map(({ difference }) => difference ?? 0)),
    members.map(({ name }) => name).join(', '),
  ]),
)}

## Files that Pillow reads and Darkroom refuses

Pillow makes up pixels where data are damaged; a dataset is better off with a message.

${rows(
  ['message', 'files'],
  grouped(compared, (_set, { readBy, refusal }) => (readBy === 'Pillow' ? refusal : undefined)).map(
    ([message, members]) => [message, members.length],
  ),
)}

## What is written

An image that a format cannot hold is an error that says what can; nothing is converted or dropped unasked.

${rows(
  ['format', 'types', 'channels', 'alpha'],
  Object.values(writers).map(({ title, dtypes, channels }) => [
    title,
    dtypes.join(', '),
    channels.join(', '),
    channels.includes(4) ? 'kept' : 'an error: remove it with `background` or `channels` first',
  ]),
)}
`;
  return format(document, { parser: 'markdown' });
}

function counts(all: readonly AgainstPillow[]): readonly number[] {
  const both = all.filter(({ readBy }) => readBy === 'both');
  const equal = both.filter(({ difference }) => difference === 0).length;
  return [both.length, equal, both.length - equal];
}

/** Results by what `key` says of them, the largest group first; those of which it says nothing are left out. */
function grouped(
  compared: ReadonlyMap<string, readonly AgainstPillow[]>,
  key: (set: string, result: AgainstPillow) => string | undefined,
): readonly (readonly [string, readonly AgainstPillow[]])[] {
  const groups = new Map<string, AgainstPillow[]>();
  for (const [set, all] of compared) {
    for (const result of all) {
      const group = key(set, result);
      if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), result]);
    }
  }
  return [...groups].sort(([, first], [, second]) => second.length - first.length);
}

function rows(head: readonly string[], body: readonly (readonly (string | number)[])[]): string {
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...body.map(line)].join('\n');
}
