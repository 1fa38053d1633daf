import { html, nothing, type TemplateResult } from 'lit';
import {
  describeAccepted,
  type OperationEntry,
  type Parameter,
  type Value,
} from '../src/shared/catalogue.ts';
import { checkbox, dropdown, textArea, textField } from './controls.ts';
import { parseLiteral, printLiteral, sameValue } from './literal.ts';
import { rangeInput, rangePair, visibleRange } from './ranges.ts';
import { fromHex, toHex } from './swatch.ts';

/** One parameter of one operation in a form. */
export interface Field {
  /** Unique on the page. */
  readonly id: string;
  readonly name: string;
  readonly parameter: Parameter;
  readonly value: Value;
  /** What was typed, when it is more than the value says (such as `0.50`). */
  readonly text: string | undefined;
  readonly problem: string | undefined;
  /** Largest value of the image's type, which colours are given in. */
  readonly fullRange: number;
  readonly change: (value: Value, text?: string) => void;
  /** Goes back to what holds when nothing is written; absent where that is no way to go. */
  readonly reset?: { readonly possible: boolean; readonly run: () => void } | undefined;
}

/** A field with its label, its widget and what is wrong with it. */
function formField(field: Field): TemplateResult {
  const { id, name, parameter, problem } = field;
  const problemId = `${id}-problem`;
  return html`<div class="field">
    <span class="label" title=${`${parameter.doc} Accepts ${describeAccepted(parameter)}.`}
      >${labelOf(name)}${parameter.unit === undefined ? nothing : html` <small>${parameter.unit}</small>`}</span
    >
    <div class="widget">
      ${widget(field, problem === undefined ? undefined : problemId)}${resetButton(field)}
    </div>
    ${
      problem === undefined
        ? nothing
        : html`<p class="field-problem" id=${problemId} role="alert">${problem}</p>`
    }
  </div>`;
}

/** Its room is always there, so that nothing moves when a value becomes another than the default. */
function resetButton({ name, reset }: Field): TemplateResult | typeof nothing {
  if (!reset) return nothing;
  return html`<button
    type="button"
    class="reset"
    title="Back to the default: takes it out of the text"
    aria-label=${`${labelOf(name)}: back to the default`}
    ?disabled=${!reset.possible}
    @click=${reset.run}
  >
    ↺
  </button>`;
}

/** Every kind of parameter has its widget: one that is missing does not compile. */
function widget(field: Field, describedBy: string | undefined): TemplateResult {
  const { id, name, parameter, value, change } = field;
  const shown = field.text !== undefined && sameValue(parseLiteral(parameter, field.text), value);
  const text = {
    id,
    name: labelOf(name),
    title: parameter.doc,
    describedBy,
    value: shown ? field.text : printLiteral(value),
    placeholder: placeholderOf(parameter),
    onInput: (typed: string) => {
      change(parseLiteral(parameter, typed), typed);
    },
  };
  switch (parameter.kind) {
    case 'integer':
    case 'number': {
      const range = visibleRange(parameter, field.fullRange);
      return html`${textField(text)}
      ${
        range
          ? rangeInput(range, typeof value === 'number' ? value : parameter.default, labelOf(name), change)
          : nothing
      }`;
    }
    case 'boolean':
      if (parameter.absent !== undefined) return optionalBoolean(field, parameter.absent);
      return checkbox({
        id,
        label: '',
        name: labelOf(name),
        title: parameter.doc,
        checked: value === undefined ? parameter.default === true : value === true,
        onChange: change,
      });
    case 'choice':
      return dropdown({
        id,
        name: labelOf(name),
        value: typeof value === 'string' ? value : (parameter.default ?? ''),
        choices: [
          ...(parameter.default === undefined
            ? [{ value: '', label: 'automatic', doc: parameter.absent ?? '' }]
            : []),
          ...parameter.choices.map(choice => ({ value: choice.value, label: choice.value, doc: choice.doc })),
        ],
        onChange: chosen => {
          change(chosen === '' ? undefined : chosen);
        },
      });
    case 'numbers':
      return html`${textField(text)}${namedValues(field)}`;
    case 'color':
      return html`${textField(text)}
        <input
          type="color"
          class="swatch"
          aria-label=${`${labelOf(name)}: choose a colour`}
          .value=${toHex(value ?? parameter.default, field.fullRange)}
          @input=${(event: Event) => {
            change(fromHex((event.currentTarget as HTMLInputElement).value, field.fullRange));
          }}
        />`;
    case 'pair':
      return html`${textField(text)}${parameter.range ? twoEnds(field) : nothing}`;
    case 'size':
    case 'array':
      return textField(text);
    case 'matrix':
      return textArea({ ...text, rows: 3 });
    case 'steps':
      // No form is made for operations that hold others: those are written in a pipeline file.
      return html`<span>${describeAccepted(parameter)}</span>`;
    default:
      return unknownKind(parameter);
  }
}

function twoEnds({ name, parameter, value, fullRange, change }: Field): TemplateResult | typeof nothing {
  if (parameter.kind !== 'pair') return nothing;
  const range = visibleRange(parameter, fullRange);
  const ends = Array.isArray(value) && value.length === 2 ? value : parameter.default;
  if (!range || !ends) return nothing;
  return rangePair(range, ends as readonly [number, number], labelOf(name), change);
}

function unknownKind(parameter: never): never {
  throw new Error(`No widget for ${JSON.stringify(parameter)}.`);
}

/** Neither yes nor no is a choice of its own where the engine then decides. */
function optionalBoolean({ id, name, value, change }: Field, absent: string): TemplateResult {
  return dropdown({
    id,
    name: labelOf(name),
    value: typeof value === 'boolean' ? String(value) : '',
    choices: [
      { value: '', label: 'automatic', doc: absent },
      { value: 'true', label: 'yes' },
      { value: 'false', label: 'no' },
    ],
    onChange: chosen => {
      change(chosen === '' ? undefined : chosen === 'true');
    },
  });
}

/** Known lists to choose from, beside the text that also takes numbers. */
function namedValues({ id, name, parameter, value, change }: Field): TemplateResult | typeof nothing {
  if (parameter.kind !== 'numbers' || !parameter.named) return nothing;
  const names = Object.entries(parameter.named);
  const current = value === undefined ? parameter.default : value;
  const known = typeof current === 'string' && current in parameter.named;
  return dropdown({
    id: `${id}-named`,
    name: `${labelOf(name)}: known values`,
    value: known ? current : '',
    choices: [
      { value: '', label: 'numbers' },
      ...names.map(([key, { doc, values }]) => ({
        value: key,
        label: key,
        doc: `${doc} ${values.join(', ')}`,
      })),
    ],
    onChange: chosen => {
      change(chosen !== '' ? chosen : known ? parameter.named![current]?.values : undefined);
    },
  });
}

function placeholderOf(parameter: Parameter): string {
  if ('default' in parameter) return printLiteral(parameter.default);
  return parameter.required ? 'required' : (parameter.absent ?? '');
}

/** The fields of these parameters. */
export function operationFields(
  parameters: OperationEntry['parameters'],
  fieldOf: (name: string, parameter: Parameter) => Field,
): TemplateResult[] {
  return Object.entries(parameters).map(([name, parameter]) => formField(fieldOf(name, parameter)));
}

function labelOf(name: string): string {
  return name.replaceAll('_', ' ');
}
