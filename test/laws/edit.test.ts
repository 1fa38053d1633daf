import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { allOperations } from '../../src/engine/operations/index.ts';
import { editPipeline } from '../../src/engine/pipeline/edit/index.ts';
import { randomOfKey } from '../../src/engine/random.ts';
import type { PipelineEdit } from '../../src/shared/edit.ts';
import type { PipelineLanguage } from '../../src/shared/pipeline.ts';

/** A pipeline's meaning, changed here by other means than the engine's. */
interface Written {
  readonly seed: number;
  readonly steps: readonly (readonly [operation: string, values: Readonly<Record<string, unknown>>])[];
}

const draws = 400;

/** Every key gives another pipeline, layout and edit. */
class Author {
  private readonly random;
  private comments = 0;

  constructor(key: number) {
    this.random = randomOfKey(key);
  }

  whole(highest: number): number {
    return Math.floor(this.random.uniform(0, 1) * (highest + 1));
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.whole(items.length - 1)]!;
  }

  step(): Written['steps'][number] {
    const { id, examples } = this.pick(allOperations);
    return [id, this.pick(examples).parameters];
  }

  pipeline(): Written {
    const steps = Array.from({ length: this.whole(4) + 1 }, () => this.step());
    return { seed: this.whole(1000), steps };
  }

  /** In any of the ways that people write it, with comments that are each there once. */
  text({ seed, steps }: Written): { text: string; language: PipelineLanguage } {
    const plain = { seed, steps: steps.map(step => this.plain(step)), output: { format: 'npy' } };
    const style = this.whole(5);
    if (style === 0)
      return { text: JSON.stringify(plain, undefined, this.pick([0, 2, '\t'])), language: 'json' };
    if (style === 1) return { text: `# flow\n${JSON.stringify(plain, undefined, 2)}\n`, language: 'yaml' };
    const indent = this.pick(['', '  ', '    ']);
    const lines = [`seed: ${seed}${this.comment()}`, 'steps:'];
    for (const [operation, values] of steps) {
      if (this.whole(3) === 0) lines.push('');
      if (this.whole(3) === 0) lines.push(`${indent}${this.comment(true)}`);
      const entries = Object.entries(values);
      const isBlock = entries.length > 0 && this.whole(1) === 0;
      const flow = entries.length > 0 ? `: ${JSON.stringify(values)}` : '';
      lines.push(`${indent}- ${operation}${isBlock ? ':' : flow}${this.comment()}`);
      if (!isBlock) continue;
      for (const [name, value] of entries) {
        lines.push(`${indent}    ${name}: ${JSON.stringify(value)}${this.comment()}`);
      }
      if (this.whole(3) === 0) lines.push(`${indent}    ${this.comment(true)}`);
    }
    lines.push('output: { format: npy }');
    const newline = this.pick(['\n', '\r\n']);
    const text = lines.join(newline);
    return { text: this.whole(1) === 0 ? text : `${text}${newline}`, language: 'yaml' };
  }

  edit({ steps }: Written): PipelineEdit {
    const step = this.whole(steps.length - 1);
    const [operation, values] = steps[step]!;
    const other = this.pick(allOperations.find(({ id }) => id === operation)!.examples).parameters;
    const settable = Object.entries({ ...other, enabled: false, mode: 'train' });
    const [parameter, value] = this.pick(settable);
    const [inserted, given] = this.step();
    return this.pick<PipelineEdit>([
      { kind: 'set', step, parameter, value },
      { kind: 'unset', step, parameter: this.pick([...Object.keys(values), 'enabled']) },
      { kind: 'insert', at: this.whole(steps.length), operation: inserted, values: given },
      { kind: 'duplicate', step },
      { kind: 'remove', step },
      { kind: 'move', step, to: this.whole(steps.length - 1) },
      { kind: 'enable', step, enabled: this.whole(1) === 0 },
      { kind: 'top', key: 'seed', value: this.whole(1000) },
    ]);
  }

  private plain([operation, values]: Written['steps'][number]): unknown {
    return Object.keys(values).length === 0 ? operation : { [operation]: values };
  }

  private comment(always = false): string {
    if (!always && this.whole(2) > 0) return '';
    return `${always ? '' : ' '}# note ${++this.comments}.`;
  }
}

function apply({ seed, steps }: Written, edit: PipelineEdit): Written {
  const list = [...steps];
  const change = (index: number, values: Readonly<Record<string, unknown>>) => {
    list[index] = [list[index]![0], values];
  };
  const omit = (index: number, name: string) => {
    const { [name]: _omitted, ...rest } = list[index]![1];
    change(index, rest);
  };
  if (edit.kind === 'set') change(edit.step, { ...list[edit.step]![1], [edit.parameter]: edit.value });
  if (edit.kind === 'unset') omit(edit.step, edit.parameter);
  if (edit.kind === 'enable' && edit.enabled) omit(edit.step, 'enabled');
  if (edit.kind === 'enable' && !edit.enabled) change(edit.step, { ...list[edit.step]![1], enabled: false });
  if (edit.kind === 'insert') list.splice(edit.at, 0, [edit.operation, edit.values ?? {}]);
  if (edit.kind === 'duplicate') list.splice(edit.step, 0, list[edit.step]!);
  if (edit.kind === 'remove') list.splice(edit.step, 1);
  if (edit.kind === 'move') list.splice(edit.to, 0, ...list.splice(edit.step, 1));
  return { seed: edit.kind === 'top' ? (edit.value as number) : seed, steps: list };
}

/** What gives back the meaning from before. */
function inverse({ seed, steps }: Written, edit: PipelineEdit): PipelineEdit {
  switch (edit.kind) {
    case 'top':
      return { kind: 'top', key: 'seed', value: seed };
    case 'insert':
      return { kind: 'remove', step: edit.at };
    case 'duplicate':
      return { kind: 'remove', step: edit.step };
    case 'move':
      return { kind: 'move', step: edit.to, to: edit.step };
    case 'remove': {
      const [operation, values] = steps[edit.step]!;
      return { kind: 'insert', at: edit.step, operation, values };
    }
    default: {
      const parameter = edit.kind === 'enable' ? 'enabled' : edit.parameter;
      const { [parameter]: value } = steps[edit.step]![1];
      if (value === undefined) return { kind: 'unset', step: edit.step, parameter };
      return { kind: 'set', step: edit.step, parameter, value };
    }
  }
}

function read(text: string, language: PipelineLanguage): Written {
  const plain = (language === 'json' ? JSON.parse(text) : parse(text)) as { seed: number; steps: unknown[] };
  const steps = plain.steps.map((step): Written['steps'][number] => {
    if (typeof step === 'string') return [step, {}];
    const [operation, values] = Object.entries(step as Record<string, Record<string, unknown> | null>)[0]!;
    return [operation, values ?? {}];
  });
  return { seed: plain.seed, steps };
}

function edited(text: string, language: PipelineLanguage, edit: PipelineEdit): string {
  return editPipeline(text, language, edit)
    .toSorted((one, other) => other.start - one.start)
    .reduce((result, { start, end, text: part }) => result.slice(0, start) + part + result.slice(end), text);
}

describe('laws of edits', () => {
  for (let key = 0; key < draws; key += 50) {
    it(`an edit says what it was asked to and no more, and can be taken back (${key} to ${key + 49})`, () => {
      for (let draw = key; draw < key + 50; draw++) {
        const author = new Author(draw);
        const pipeline = author.pipeline();
        const { text, language } = author.text(pipeline);
        const edit = author.edit(pipeline);
        const what = `${JSON.stringify(edit)} of\n${text}`;
        const after = edited(text, language, edit);
        assert.deepEqual(read(after, language), apply(pipeline, edit), what);
        const back = edited(after, language, inverse(pipeline, edit));
        assert.deepEqual(read(back, language), pipeline, what);
        if (edit.kind === 'insert' || edit.kind === 'top') assert.equal(back, text, what);
        if (text.includes('\r\n')) assert.doesNotMatch(after, /[^\r]\n/, what);

        const comments = text.match(/# [^\r\n]*/g) ?? [];
        const kept = comments.filter(comment => after.includes(comment));
        const mayLose = edit.kind === 'remove' || edit.kind === 'unset' || edit.kind === 'enable';
        if (!mayLose) assert.deepEqual(kept, comments, what);
        assert.equal(after.includes('# flow'), text.includes('# flow'), what);
      }
    });
  }
});
