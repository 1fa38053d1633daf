import { html, nothing, type TemplateResult } from 'lit';
import type { OperationEntry, Parameter, Value } from '../src/shared/catalogue.ts';
import type { Gesture, PipelineEdit } from '../src/shared/edit.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { fullRange } from '../src/shared/shape.ts';
import {
  holderOf,
  isSamePath,
  lastOf,
  numberOf,
  pathOfProblem,
  stepOf,
  stepsInside,
  type StepPath,
} from '../src/shared/stepPath.ts';
import { refusal } from './accepted.ts';
import { titleOf } from './drawn.ts';
import { operationFields, type Field } from './form.ts';
import { sameValue } from './literal.ts';
import { InnerSteps } from './innerSteps.ts';
import { stepActions } from './stepActions.ts';
import { crumbs } from './stepCrumbs.ts';
import { told } from './stepTold.ts';
import { formParameters, formValues } from './stepKeys.ts';
import { writtenValue } from './writtenValue.ts';

/** Writes into the text; gives the sequence of the state that shows it. */
export type SendEdit = (edit: PipelineEdit, gesture?: Gesture) => Promise<number | undefined>;

interface Change {
  readonly edit: PipelineEdit;
  readonly gesture: string;
}

/** A field while a person writes into it. */
interface Typing {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly value: Value;
}

/** The form of the step in focus. What is changed in it is written into the pipeline's text, as it is changed. */
export class StepForm {
  private step: string | undefined;
  /** What was changed here and has not come back from the text yet, by parameter. */
  private readonly changed = new Map<string, Value>();
  private readonly texts = new Map<string, string>();
  /** Stays as it is whatever comes back from the text, which may be behind what was typed since. */
  private typing: Typing | undefined;
  /** While one edit is written, the newest of those that follow waits. */
  private waiting: Change | undefined;
  private isSending = false;
  /** From this state on the text has what was changed. */
  private shownFrom = 0;
  private gestures = 0;
  private lastGesture: string | undefined;
  private isDragging = false;
  /** What was written while a slider was held, and must be written once more at the end. */
  private unfinished: Change | undefined;
  private readonly inner: InnerSteps;

  constructor(
    private readonly send: SendEdit,
    focusStep: (step: StepPath) => void,
    private readonly redraw: () => void,
  ) {
    this.inner = new InnerSteps({ focusStep, edit: edit => send(edit) }, redraw);
  }

  receive(state: ViewState): void {
    const { focus, steps, sequence, busy, stale } = state;
    const step = focus && `${focus.join()} ${stepOf(steps, focus)?.operation ?? ''}`;
    if (step !== this.step) {
      this.step = step;
      this.texts.clear();
      this.changed.clear();
      this.typing = undefined;
    } else if (!busy && !stale && !this.isSending && !this.waiting && sequence >= this.shownFrom) {
      this.changed.clear();
    }
  }

  render(
    state: ViewState,
    operations: readonly OperationEntry[],
    actions: {
      readonly focusStep: (step: StepPath | undefined) => void;
      readonly edit: (edit: PipelineEdit) => void;
    },
  ): TemplateResult | typeof nothing {
    const { focus, steps } = state;
    const step = focus && stepOf(steps, focus);
    if (!focus || !step) return nothing;
    const entry = operations.find(({ id }) => id === step.operation);
    const holder = holderOf(focus);
    const holding = holder && stepOf(steps, holder);
    const count = (holding ? stepsInside(holding) : steps)?.length ?? 0;
    const isInside = holder !== undefined;
    const { failure, failing, drawn, chosen } = told(state, focus, operations);
    return html`<div
      class="step-form"
      @pointerdown=${this.beginDrag}
      @pointerup=${this.endDrag}
      @pointercancel=${this.endDrag}
      @change=${this.endGesture}
      @focusout=${this.endTyping}
    >
      ${isInside ? crumbs(steps, focus, operations, actions.focusStep) : nothing}
      <h3>
        ${numberOf(focus)}${isInside ? '' : '.'} ${titleOf(step.operation, operations)}
        <small
          >step ${lastOf(focus) + 1} of
          ${count}${holding ? ` in ${titleOf(holding.operation, operations)}` : ''}</small
        >
      </h3>
      ${stepActions(steps, focus, step, operations, actions)}
      ${entry ? html`<p class="hint">${entry.doc}</p>` : nothing}
      ${failure === undefined ? nothing : html`<p class="field-problem">${failure}</p>`}
      ${drawn === undefined ? nothing : html`<p class="hint drawn">${drawn}</p>`}
      ${
        entry
          ? html`<div class="step-fields">
              ${operationFields(formParameters(entry, isInside), (name, parameter) =>
                this.field(state, focus, name, parameter, formValues(step, entry)[name]),
              )}
            </div>`
          : nothing
      }
      ${this.inner.render({ path: focus, step, steps, failing, chosen }, operations)}
    </div>`;
  }

  private field(state: ViewState, step: StepPath, name: string, parameter: Parameter, current: Value): Field {
    const id = `step-${name}`;
    const resolved = writtenValue(parameter, current);
    const typing = this.typing?.id === id ? this.typing : undefined;
    const value = typing ? typing.value : this.changed.has(name) ? this.changed.get(name) : resolved;
    const standard = 'default' in parameter ? parameter.default : undefined;
    const isStandard = value === undefined || sameValue(value, writtenValue(parameter, standard));
    const failed = state.strip?.failed;
    return {
      id,
      name,
      parameter,
      value,
      text: typing?.text ?? this.texts.get(id),
      problem:
        refusal(parameter, value) ??
        (failed?.parameter === name && isSamePath(pathOfProblem(failed), step) ? failed.message : undefined),
      fullRange: state.developed ? fullRange[state.developed.before.shape.dtype] : 255,
      change: (changed, text) => {
        if (text === undefined) this.texts.delete(id);
        else this.texts.set(id, text);
        this.typing = text === undefined ? undefined : { id, name, text, value: changed };
        if (!sameValue(changed, value)) this.change(step, name, parameter, changed);
      },
      reset: parameter.required
        ? undefined
        : {
            possible: !isStandard,
            run: () => {
              this.texts.delete(id);
              this.typing = undefined;
              this.change(step, name, parameter, undefined);
            },
          },
    };
  }

  private change(step: StepPath, name: string, parameter: Parameter, value: Value): void {
    this.changed.set(name, value);
    this.redraw();
    if (refusal(parameter, value) !== undefined) return;
    const edit: PipelineEdit =
      value === undefined
        ? { kind: 'unset', step, parameter: name }
        : { kind: 'set', step, parameter: name, value };
    // What waits for another parameter goes first.
    const { waiting } = this;
    const isOther = waiting && 'parameter' in waiting.edit && waiting.edit.parameter !== name;
    if (isOther) void this.write(waiting);
    this.waiting = { edit, gesture: `${this.gestures} ${name}` };
    void this.sendWaiting();
  }

  private async sendWaiting(): Promise<void> {
    if (this.isSending) return;
    while (this.waiting) {
      const next = this.waiting;
      this.waiting = undefined;
      await this.write(next);
    }
  }

  private async write(change: Change): Promise<void> {
    const { edit, gesture } = change;
    const unfinished = this.isDragging;
    this.unfinished = unfinished ? change : undefined;
    this.isSending = true;
    const continues = gesture === this.lastGesture;
    this.lastGesture = gesture;
    const sequence = await this.send(edit, { continues, unfinished });
    this.isSending = false;
    if (sequence === undefined) this.changed.clear();
    else this.shownFrom = sequence;
    this.redraw();
  }

  /** What the text could not take stays to be seen, with what is wrong with it, until something else comes. */
  private readonly endTyping = (): void => {
    const { typing } = this;
    if (!typing) return;
    this.typing = undefined;
    this.changed.set(typing.name, typing.value);
    this.redraw();
  };

  private readonly beginDrag = ({ target }: Event): void => {
    this.isDragging = target instanceof HTMLInputElement && target.type === 'range';
  };

  private readonly endDrag = (): void => {
    this.isDragging = false;
    this.waiting ??= this.unfinished;
    void this.sendWaiting();
  };

  /** A slider was let go, a field was left: what comes next is undone on its own. */
  private readonly endGesture = (): void => {
    this.gestures++;
  };
}
