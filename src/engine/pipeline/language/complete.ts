import { families, type Parameter } from '../../../shared/catalogue.ts';
import type { Completion, TextPosition } from '../../../shared/language.ts';
import type { PipelineLanguage } from '../../../shared/pipeline.ts';
import { allOperations } from '../../operations/index.ts';
import { excludeDoc } from '../declaration.ts';
import { choicesOf, describeOperation, describeParameter, namesOf, writtenDefault } from './describe.ts';
import { parseLoosely } from './loose.ts';
import {
  firstValue,
  keySnippet,
  operationSnippet,
  quoted,
  suggestedValue,
  snippetText,
  valueOf,
} from './snippet.ts';
import { parameterOf, spotAt, type KeySpot, type OperationSpot, type Spot, type ValueSpot } from './spot.ts';

/** Stands for what is about to be typed: where nothing is written yet there would be nothing to find. */
export const caret = '\uE000';

/** What can be written at a position, in half-typed text too; in the order it is offered. */
export function complete(position: TextPosition): readonly Completion[] {
  const { text, language, offset } = position;
  const spot = spotWhileTyping(position);
  if (!spot?.token) return [];
  // The token is of a text with a caret in it.
  const { start, quote } = spot.token;
  const end = spot.token.end - 1;
  if (start > offset || end < offset || text.slice(start, end).includes('\n')) return [];
  const list = new Offers(text, language, { start, end, quote });
  if (spot.kind === 'operation') return list.operations(spot);
  return spot.kind === 'key' ? list.keys(spot) : list.values(spot);
}

/** What a position is about when something is typed there. */
export function spotWhileTyping({ text, language, offset }: TextPosition): Spot | undefined {
  const typed = `${text.slice(0, offset)}${caret}${text.slice(offset)}`;
  // Inside the caret, which neighbours do not touch.
  return spotAt(parseLoosely(typed, language), offset + 0.5);
}

/** Keys of a pipeline whose value is no parameter. */
export const pipelineGroups = [
  { key: 'steps', doc: 'Operations, applied in order.', yaml: 'steps:\n  - $0', json: '"steps": [$0]' },
  {
    key: 'labels',
    doc: 'How labels follow the image.',
    yaml: 'labels: { $0 }',
    json: '"labels": { $0 }',
  },
  { key: 'exclude', doc: excludeDoc, yaml: 'exclude:\n  - $0', json: '"exclude": ["$0"]' },
  { key: 'output', doc: 'What is written.', yaml: 'output: { format: $0 }', json: '"output": { $0 }' },
] as const;

class Offers {
  private readonly isJson: boolean;

  constructor(
    private readonly text: string,
    language: PipelineLanguage,
    private readonly word: { readonly start: number; readonly end: number; readonly quote: string },
  ) {
    this.isJson = language === 'json';
  }

  operations({ entry, flow, inBraces, needsDash }: OperationSpot): readonly Completion[] {
    const { isJson } = this;
    const offers = allOperations.map(operation => {
      const { id } = operation;
      const insert = entry
        ? this.name(id)
        : `${needsDash ? '- ' : ''}${operationSnippet(operation, { isJson, flow: flow || isJson, inBraces })}`;
      return this.offer({
        label: id,
        kind: 'operation',
        detail: `${operation.title} · ${families[operation.family]}`,
        markdown: describeOperation(operation),
        insert: `${insert}${entry ? '' : this.comma()}`,
      });
    });
    return offers;
  }

  keys({ owner, written, entry, needs, flow }: KeySpot): readonly Completion[] {
    const unwritten = namesOf(owner.keys).filter(name => !written.includes(name));
    const isKept = entry?.colon ?? false;
    const isBare = this.isJson && !flow;
    const wrap = (insert: string) => {
      if (needs === 'braces' || isBare) return `{ ${insert} }`;
      return needs === 'indent' ? `  ${insert}` : insert;
    };
    const { operation } = owner;
    const first = (name: string, parameter: Parameter) =>
      operation && Object.hasOwn(operation.parameters, name)
        ? suggestedValue(operation, name)
        : firstValue(name, parameter);
    const offers = unwritten.map(name => {
      const parameter = parameterOf(owner, name)!;
      const insert = isKept
        ? this.name(name)
        : wrap(keySnippet(name, first(name, parameter), parameter, this.isJson)) + this.comma();
      return this.offer({
        label: name,
        kind: 'parameter',
        detail: detailOf(parameter),
        markdown: describeParameter(name, parameter),
        insert,
        continues: !isKept && choicesOf(parameter).length > 0,
      });
    });
    if (owner.kind !== 'pipeline') return offers;
    const missing = pipelineGroups.filter(({ key }) => !written.includes(key));
    return [
      ...missing.map(({ key, doc, yaml, json }) => {
        const isFlow = flow && !this.isJson;
        const snippet = this.isJson ? json : isFlow ? `${key}: $0` : yaml;
        const insert = isKept ? this.name(key) : wrap(snippet) + this.comma();
        const continues = !isKept;
        return this.offer({ label: key, kind: 'parameter', detail: '', markdown: doc, insert, continues });
      }),
      ...offers,
    ];
  }

  values({ owner, name, whole }: ValueSpot): readonly Completion[] {
    const parameter = parameterOf(owner, name);
    if (!parameter || !whole) return [];
    const choices = choicesOf(parameter);
    const isRandom = owner.operation?.random === true;
    const offers = choices
      // What is random runs in training only.
      .filter(({ value }) => !(isRandom && name === 'mode' && value === 'always'))
      .map(({ value, doc, isDefault }) =>
        this.offer({
          label: value,
          kind: 'value',
          detail: isDefault ? 'default' : '',
          markdown: doc,
          insert: snippetText(parameter.kind === 'boolean' ? value : quoted(value, this.isJson)),
        }),
      );
    const fallback = writtenDefault(parameter);
    if (fallback === undefined || choices.some(({ value }) => value === fallback)) return offers;
    const insert = snippetText(valueOf(fallback, parameter, this.isJson));
    const { doc } = parameter;
    return [
      ...offers,
      this.offer({ label: fallback, kind: 'value', detail: 'default', markdown: doc, insert }),
    ];
  }

  /** A key in place of another: the colon is there. */
  private name(name: string): string {
    const quote = this.word.quote || (this.isJson ? '"' : '');
    return `${quote}${name}${quote}`;
  }

  private offer(offer: Omit<Completion, 'start' | 'end' | 'filter' | 'continues'> & { continues?: boolean }) {
    const { start, end, quote } = this.word;
    return { continues: false, ...offer, start, end, filter: `${quote}${offer.label}` };
  }

  /** JSON wants a comma before what follows. */
  private comma(): string {
    const rest = this.text.slice(this.word.end, this.word.end + 1000).trimStart();
    return this.isJson && /^["{[]/.test(rest) ? ',' : '';
  }
}

function detailOf(parameter: Parameter): string {
  if (parameter.required) return 'required';
  const value = writtenDefault(parameter);
  return value === undefined ? '' : `= ${value}`;
}
