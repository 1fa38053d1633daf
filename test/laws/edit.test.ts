import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { allOperations } from '../../src/engine/operations/index.ts';
import { editPipeline } from '../../src/engine/pipeline/edit/index.ts';
import { randomOfKey } from '../../src/engine/random.ts';
import type { PipelineEdit } from '../../src/shared/edit.ts';
import type { PipelineLanguage } from '../../src/shared/pipeline.ts';
import type { StepPath } from '../../src/shared/stepPath.ts';

/** A pipeline's meaning, changed here by other means than the engine's. */
interface Written {
  readonly seed: number;
  readonly steps: readonly WrittenStep[];
}

interface WrittenStep {
  readonly operation: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** There for an operation that holds steps, though it may hold none. */
  readonly inside?: readonly WrittenStep[];
}

const draws = 600;
const combinators = ['one_of', 'some_of', 'sequence'];
const simple = allOperations.filter(({ id }) => !combinators.includes(id));

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

  step(depth = 0): WrittenStep {
    if (depth < 3 && this.whole(2) === 0) {
      const values = this.pick([{}, { p: 0.25 }, { p: 1, enabled: true }]);
      return { operation: this.pick(combinators), values, inside: this.list(3, depth + 1) };
    }
    const { id, examples } = this.pick(simple);
    return { operation: id, values: this.pick(examples).parameters };
  }

  pipeline(): Written {
    return { seed: this.whole(1000), steps: this.list(5, 0) };
  }

  /** In any of the ways that people write it, with comments that are each there once. */
  text({ seed, steps }: Written): { text: string; language: PipelineLanguage } {
    const plain = { seed, steps: steps.map(plainStep), output: { format: 'npy' } };
    const style = this.whole(5);
    if (style === 0)
      return { text: JSON.stringify(plain, undefined, this.pick([0, 2, '\t'])), language: 'json' };
    if (style === 1) return { text: `# flow\n${JSON.stringify(plain, undefined, 2)}\n`, language: 'yaml' };
    const lines = [
      `seed: ${seed}${this.comment()}`,
      'steps:',
      ...this.lines(steps, this.pick(['', '  ', '    '])),
      'output: { format: npy }',
    ];
    const newline = this.pick(['\n', '\r\n']);
    const text = lines.join(newline);
    return { text: this.whole(1) === 0 ? text : `${text}${newline}`, language: 'yaml' };
  }

  edit({ steps }: Written): PipelineEdit {
    const step = this.pick(pathsOf(steps));
    const { operation, values } = stepAt(steps, step);
    const { id, parameters, examples } = allOperations.find(each => each.id === operation)!;
    const others = 'steps' in parameters ? { p: 0.75 } : this.pick(examples).parameters;
    const [parameter, value] = this.pick(Object.entries({ ...others, enabled: false, mode: 'train' }));
    const inserted = this.step(2);
    const { operation: name, values: given } = inserted;
    const insertedValues = inserted.inside ? { ...given, steps: inserted.inside.map(plainStep) } : given;
    const length = listAt(steps, step).length;
    const at = this.pick(listsOf(steps).map(({ path, list }) => [...path, this.whole(list.length)]));
    assert.equal(id, operation);
    return this.pick<PipelineEdit>([
      { kind: 'set', step, parameter, value },
      { kind: 'unset', step, parameter: this.pick([...Object.keys(values), 'enabled']) },
      { kind: 'insert', at: at as unknown as StepPath, operation: name, values: insertedValues },
      { kind: 'duplicate', step },
      { kind: 'remove', step },
      { kind: 'move', step, to: this.whole(length - 1) },
      { kind: 'enable', step, enabled: this.whole(1) === 0 },
      this.relocation(steps),
      this.relocation(steps),
      { kind: 'top', key: 'seed', value: this.whole(1000) },
    ]);
  }

  /** To anywhere but into itself. */
  private relocation(steps: readonly WrittenStep[]): PipelineEdit {
    const step = this.pick(pathsOf(steps));
    const others = listsOf(steps).filter(({ path }) => !startsWith(path, step));
    const { path, list } = this.pick(others);
    return { kind: 'relocate', step, at: [...path, this.whole(list.length)] as unknown as StepPath };
  }

  private list(highest: number, depth: number): readonly WrittenStep[] {
    return Array.from({ length: this.whole(highest - 1) + 1 }, () => this.step(depth));
  }

  private lines(steps: readonly WrittenStep[], indent: string): readonly string[] {
    return steps.flatMap(step => {
      const { operation, values, inside } = step;
      const entries = Object.entries(values);
      const isBlock = (entries.length > 0 || inside !== undefined) && this.whole(2) > 0;
      const above = [
        ...(this.whole(3) === 0 ? [''] : []),
        ...(this.whole(3) === 0 ? [`${indent}${this.comment(true)}`] : []),
      ];
      if (!isBlock) {
        const plain = plainStep(step);
        const flow = typeof plain === 'string' ? plain : `${operation}: ${JSON.stringify(plain[operation])}`;
        return [...above, `${indent}- ${flow}${this.comment()}`];
      }
      const deeper = `${indent}    `;
      const own = entries.map(
        ([name, value]) => `${deeper}${name}: ${JSON.stringify(value)}${this.comment()}`,
      );
      const inner = inside && [
        `${deeper}steps:${this.comment()}`,
        ...this.lines(inside, `${deeper}${this.pick(['', '  '])}`),
      ];
      const parts = this.whole(1) === 0 ? [...own, ...(inner ?? [])] : [...(inner ?? []), ...own];
      const below = this.whole(3) === 0 ? [`${deeper}${this.comment(true)}`] : [];
      return [...above, `${indent}- ${operation}:${this.comment()}`, ...parts, ...below];
    });
  }

  private comment(always = false): string {
    if (!always && this.whole(2) > 0) return '';
    return `${always ? '' : ' '}# note ${++this.comments}.`;
  }
}

function plainStep({ operation, values, inside }: WrittenStep): string | Record<string, unknown> {
  const all = inside ? { ...values, steps: inside.map(plainStep) } : values;
  return Object.keys(all).length === 0 ? operation : { [operation]: all };
}

/** Of all steps, those inside others too. */
function pathsOf(steps: readonly WrittenStep[], holder: readonly number[] = []): readonly StepPath[] {
  return steps.flatMap(({ inside = [] }, index) => {
    const path = [...holder, index] as unknown as StepPath;
    return [path, ...pathsOf(inside, path)];
  });
}

function listsOf(
  list: readonly WrittenStep[],
  path: readonly number[] = [],
): readonly { readonly path: readonly number[]; readonly list: readonly WrittenStep[] }[] {
  const inner = list.flatMap(({ inside }, index) => (inside ? listsOf(inside, [...path, index]) : []));
  return [{ path, list }, ...inner];
}

function startsWith(path: readonly number[], start: readonly number[]): boolean {
  return start.every((index, depth) => path[depth] === index);
}

function listAt(steps: readonly WrittenStep[], path: readonly number[]): readonly WrittenStep[] {
  return path.slice(0, -1).reduce((list, index) => list[index]!.inside!, steps);
}

function stepAt(steps: readonly WrittenStep[], path: StepPath): WrittenStep {
  return listAt(steps, path)[path.at(-1)!]!;
}

function apply({ seed, steps }: Written, edit: PipelineEdit): Written {
  if (edit.kind === 'top') return { seed: edit.value as number, steps };
  const copy = structuredClone(steps);
  if (edit.kind === 'relocate') {
    // The lists stay the same objects, wherever they go.
    const source = listAt(copy, edit.step) as WrittenStep[];
    const target = listAt(copy, edit.at) as WrittenStep[];
    const from = edit.step.at(-1)!;
    const to = edit.at.at(-1)!;
    const [step] = source.splice(from, 1);
    target.splice(source === target && from < to ? to - 1 : to, 0, step!);
    return { seed, steps: copy };
  }
  const path = edit.kind === 'insert' ? edit.at : edit.step;
  const list = listAt(copy, path) as WrittenStep[];
  const index = path.at(-1)!;
  const change = (values: WrittenStep['values']) => {
    list[index] = { ...list[index]!, values };
  };
  const omit = (name: string) => {
    const { [name]: _omitted, ...rest } = list[index]!.values;
    change(rest);
  };
  if (edit.kind === 'set') change({ ...list[index]!.values, [edit.parameter]: edit.value });
  if (edit.kind === 'unset') omit(edit.parameter);
  if (edit.kind === 'enable' && edit.enabled) omit('enabled');
  if (edit.kind === 'enable' && !edit.enabled) change({ ...list[index]!.values, enabled: false });
  if (edit.kind === 'insert') list.splice(index, 0, readStep({ [edit.operation]: edit.values ?? {} }));
  if (edit.kind === 'duplicate') list.splice(index, 0, list[index]!);
  if (edit.kind === 'remove') list.splice(index, 1);
  if (edit.kind === 'move') list.splice(edit.to, 0, ...list.splice(index, 1));
  return { seed, steps: copy };
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
    case 'move': {
      const moved = [...edit.step.slice(0, -1), edit.to] as unknown as StepPath;
      return { kind: 'move', step: moved, to: edit.step.at(-1)! };
    }
    case 'relocate': {
      // Marked, the step tells where it has gone, and its neighbours where it has been.
      const mark = (step: WrittenStep): WrittenStep => ({ ...step, operation: 'marked' });
      const marked = structuredClone(steps);
      const list = listAt(marked, edit.step) as WrittenStep[];
      const index = edit.step.at(-1)!;
      list[index] = mark(list[index]!);
      const after = apply({ seed, steps: marked }, edit).steps;
      const at = pathsOf(after).find(path => stepAt(after, path).operation === 'marked')!;
      // The place where a second one stands, put right behind the first before it goes.
      const doubled = structuredClone(steps);
      (listAt(doubled, edit.step) as WrittenStep[]).splice(index + 1, 0, {
        operation: 'marked',
        values: {},
      });
      const goal = edit.at.map((at, depth) =>
        depth === edit.step.length - 1 && startsWith(edit.at, edit.step.slice(0, -1)) && at > index
          ? at + 1
          : at,
      ) as unknown as StepPath;
      const left = apply({ seed, steps: doubled }, { ...edit, at: goal }).steps;
      const back = pathsOf(left).find(path => stepAt(left, path).operation === 'marked')!;
      return { kind: 'relocate', step: at, at: back };
    }
    case 'remove': {
      const { operation, values, inside } = stepAt(steps, edit.step);
      const given = inside ? { ...values, steps: inside.map(plainStep) } : values;
      return { kind: 'insert', at: edit.step, operation, values: given };
    }
    default: {
      const parameter = edit.kind === 'enable' ? 'enabled' : edit.parameter;
      const { [parameter]: value } = stepAt(steps, edit.step).values;
      if (value === undefined) return { kind: 'unset', step: edit.step, parameter };
      return { kind: 'set', step: edit.step, parameter, value };
    }
  }
}

function read(text: string, language: PipelineLanguage): Written {
  const plain = (language === 'json' ? JSON.parse(text) : parse(text)) as { seed: number; steps: unknown[] };
  return { seed: plain.seed, steps: plain.steps.map(readStep) };
}

function readStep(step: unknown): WrittenStep {
  if (typeof step === 'string') return { operation: step, values: {} };
  const [operation, written] = Object.entries(step as Record<string, Record<string, unknown> | null>)[0]!;
  const { steps, ...values } = written ?? {};
  return { operation, values, ...(Array.isArray(steps) && { inside: steps.map(readStep) }) };
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
