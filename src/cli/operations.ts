import { nearest } from '../engine/pipeline/nearest.ts';
import {
  describeAccepted,
  families,
  type Family,
  type OperationEntry,
  type Parameter,
} from '../shared/catalogue.ts';
import { DarkroomError } from '../shared/errors.ts';
import { catalogue } from '../worker/catalogue.ts';
import type { OperationsOptions } from './commands/operations.ts';
import { printJson, printLine } from './standardStreams.ts';
import { alignColumns } from './table.ts';

/** @param name of one operation; all are listed when absent */
export function tellOperations(name: string | undefined, { json }: OperationsOptions): void {
  const entries = catalogue();
  if (name === undefined) {
    if (json) printJson(entries);
    else printLine(describeAll(entries));
    return;
  }
  const entry = find(name, entries);
  if (json) printJson(entry);
  else printLine(describeOperation(entry));
}

function find(name: string, entries: readonly OperationEntry[]): OperationEntry {
  const entry = entries.find(({ id }) => id === name);
  if (entry) return entry;
  const close = nearest(
    name,
    entries.map(({ id }) => id),
  );
  throw new DarkroomError('bad_argument', `There is no operation named ${name}.`, {
    hint: close.length > 0 ? `Did you mean ${close.join(' or ')}?` : 'List them with: darkroom operations',
  });
}

function describeAll(entries: readonly OperationEntry[]): string {
  const width = Math.max(...entries.map(({ id }) => id.length));
  const sections = (Object.keys(families) as Family[]).map(family => {
    const lines = entries
      .filter(entry => entry.family === family)
      .map(({ id, doc }) => `  ${id.padEnd(width)}  ${doc}`);
    return lines.length === 0 ? [] : [`${families[family]}\n${lines.join('\n')}`];
  });
  return `${sections.flat().join('\n\n')}\n\nAll about one: darkroom operations NAME`;
}

function describeOperation(entry: OperationEntry): string {
  const { id, title, family, doc, reference, parameters, examples } = entry;
  const names = Object.entries(parameters);
  const sections = [`${id}: ${title} (${families[family].toLowerCase()})\n${doc}\nReference: ${reference}`];
  sections.push(
    names.length === 0
      ? 'No parameters.'
      : `Parameters\n${names.map(([name, parameter]) => describeParameter(name, parameter)).join('\n')}`,
  );
  const shown = examples.map(example => {
    const written =
      Object.keys(example.parameters).length === 0 ? id : `${id}: ${JSON.stringify(example.parameters)}`;
    return `  ${example.doc}\n    - ${written}\n${indent(sideBySide(example.input, example.output))}`;
  });
  sections.push(`Examples, as a step and what it makes of small images\n${shown.join('\n')}`);
  return sections.join('\n\n');
}

function describeParameter(name: string, parameter: Parameter): string {
  const lines = [
    `  ${name}: ${describeAccepted(parameter)}; ${describeDefault(parameter)}`,
    `    ${parameter.doc}`,
  ];
  if (parameter.kind === 'choice') {
    const choices = parameter.choices.map(({ value, doc }) => [`    ${value}`, doc]);
    lines.push(alignColumns(choices, ['left', 'left']));
  }
  if (parameter.kind === 'numbers') {
    for (const [known, { doc }] of Object.entries(parameter.named ?? {})) lines.push(`    ${known}  ${doc}`);
  }
  return lines.join('\n');
}

/** `required`, `default 5`, or what happens when it is not written. */
export function describeDefault(parameter: Parameter): string {
  if (parameter.required) return 'required';
  if (parameter.default !== undefined)
    return `default ${JSON.stringify(parameter.default).replaceAll('"', '')}`;
  return `when not written: ${parameter.absent ?? 'nothing'}`;
}

/** Small pixel rows before and after, as a person would draw them. */
export function sideBySide(
  before: OperationEntry['examples'][number]['input'],
  after: typeof before,
): string {
  const left = drawn(before);
  const right = drawn(after);
  const rows = Array.from({ length: Math.max(left.length, right.length) }, (_row, index) => [
    left[index] ?? '',
    index === 0 ? '→' : '',
    right[index] ?? '',
  ]);
  return alignColumns(rows, ['left', 'left', 'left']);
}

function drawn(rows: readonly (readonly (number | readonly number[])[])[]): string[] {
  const cells = rows.map(row =>
    row.map(pixel => (typeof pixel === 'number' ? `${short(pixel)}` : `(${pixel.map(short).join(' ')})`)),
  );
  const columns = (cells[0] ?? []).map(() => 'right' as const);
  return alignColumns(cells, columns).split('\n');
}

function short(value: number): number {
  return Number(value.toPrecision(5));
}

function indent(text: string): string {
  return text.replace(/^/gm, '      ');
}
