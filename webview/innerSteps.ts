import { html, nothing, type TemplateResult } from 'lit';
import { counted } from '../src/shared/counted.ts';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { PipelineEdit } from '../src/shared/edit.ts';
import type { Step } from '../src/shared/pipeline.ts';
import { inside, numberOf, stepsInside, type StepPath } from '../src/shared/stepPath.ts';
import { DragOrder } from './dragOrder.ts';
import { titleOf } from './drawn.ts';
import { neighbourHome, outerHome, staysIn, type Home } from '../src/shared/homes.ts';
import { innerRules } from '../src/shared/innerRules.ts';
import { OperationPicker } from './operationPicker.ts';
import { summaryOf } from './stepSummary.ts';

export interface InnerActions {
  readonly focusStep: (step: StepPath) => void;
  /** Gives the sequence of the state that shows the edit; undefined when it could not be made. */
  readonly edit: (edit: PipelineEdit) => Promise<number | undefined>;
}

/** What is known of the step that holds the others. */
interface Held {
  readonly path: StepPath;
  readonly step: Step;
  /** The pipeline's. */
  readonly steps: readonly Step[];
  /** Path below it of the one that fails on the sample. */
  readonly failing?: readonly number[] | undefined;
  /** Paths below it of those that were chosen for the sample; undefined while that is not known. */
  readonly chosen: readonly (readonly number[])[] | undefined;
}

/** The steps inside a step, one in a row: each is opened, moved, switched off or removed, and others are added. */
export class InnerSteps {
  private held: Held | undefined;
  private operations: readonly OperationEntry[] = [];
  private readonly picker: OperationPicker;
  private readonly order: DragOrder;

  constructor(
    private readonly actions: InnerActions,
    changed: () => void,
  ) {
    this.picker = new OperationPicker((at, operation, values) => {
      void this.actions.edit({ kind: 'insert', at, operation, values });
    });
    this.order = new DragOrder((index, to) => {
      this.move(index, to);
    }, changed);
  }

  render(held: Held, operations: readonly OperationEntry[]): TemplateResult | typeof nothing {
    const list = stepsInside(held.step);
    if (!list) return nothing;
    this.held = held;
    this.operations = operations;
    const add = inside(held.path, list.length);
    return html`<div class="inner-steps">
      <h4>Steps inside</h4>
      <ol aria-label="Steps inside" @keydown=${this.onKey}>
        ${list.map((step, index) => this.row(step, index, list))}
      </ol>
      <button
        type="button"
        class="add-inner"
        id=${`add-${add.join('-')}`}
        ?disabled=${operations.length === 0}
        @click=${() => {
          this.picker.open(add, operations);
        }}
      >
        + Add a step inside
      </button>
    </div>`;
  }

  private row(step: Step, index: number, list: readonly Step[]): TemplateResult {
    const { path: holder, step: holding, chosen, failing } = this.held!;
    const isFailing = failing?.[0] === index;
    const path = inside(holder, index);
    const title = titleOf(step.operation, this.operations);
    const isChosen = chosen?.some(below => below.length === 1 && below[0] === index) === true;
    const rules = innerRules(holding, index);
    const inner = stepsInside(step);
    const summary = summaryOf(step, this.operations);
    return html`<li
      class=${`inner-step ${step.enabled ? '' : 'off'} ${isChosen ? 'chosen' : ''} ${isFailing ? 'failing' : ''} ${this.order.classOf(index)} ${this.order.rowClass(index, list.length)}`}
      draggable="true"
      data-step=${index}
      @dragstart=${(event: DragEvent) => {
        this.order.start(event, index);
      }}
      @dragend=${this.order.end}
      @dragover=${(event: DragEvent) => {
        this.order.over(event, index);
      }}
      @drop=${this.order.drop}
    >
      <input
        type="checkbox"
        .checked=${step.enabled}
        ?disabled=${step.enabled && rules.keepsOn !== undefined}
        title=${(step.enabled && rules.keepsOn) || (step.enabled ? 'Switch this step off (Space)' : 'Switch this step on (Space)')}
        aria-label=${`${title}: run this step`}
        @click=${(event: Event) => {
          // The text decides: the box follows it.
          event.preventDefault();
          this.toggle(index);
        }}
      />
      <button
        type="button"
        class="open-inner"
        id=${`inner-${path.join('-')}`}
        title=${`Open ${title} (Enter). Alt+↑ and Alt+↓ move it, Alt+← moves it out.`}
        aria-label=${[`${numberOf(path)} ${title}`, summary, isChosen ? 'chosen for this sample' : '', isFailing ? 'does not work on this sample' : ''].filter(Boolean).join(', ')}
        @click=${() => {
          this.actions.focusStep(path);
        }}
      >
        <span class="inner-title">${numberOf(path)} ${title}</span>
        <span class="inner-summary">${inner ? `${counted(inner.length, 'step')} inside` : summary}</span>
      </button>
      ${isFailing ? html`<span class="failing-mark" title="This step does not work on the sample shown">failed</span>` : nothing}
      ${isChosen ? html`<span class="chosen-mark" title="Chance has chosen this step for the sample shown">✓ chosen</span>` : nothing}
      <button
        type="button"
        class="remove-inner"
        title=${rules.keeps ?? 'Remove this step (Delete)'}
        aria-label=${`Remove ${title}`}
        ?disabled=${rules.keeps !== undefined}
        @click=${() => {
          this.remove(index);
        }}
      >
        ×
      </button>
    </li>`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('.open-inner')?.closest('li');
    const { held } = this;
    if (!row || !held || event.ctrlKey || event.metaKey) return;
    const index = Number(row.dataset['step']);
    const last = (stepsInside(held.step)?.length ?? 0) - 1;
    const towards = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const to = Math.min(Math.max(index + (towards ?? 0), 0), last);
    if (towards !== undefined && event.altKey && event.shiftKey) {
      this.relocate(index, neighbourHome(held.steps, inside(held.path, index), towards));
    } else if (towards !== undefined && event.altKey) {
      if (to !== index) this.move(index, to);
    } else if (event.key === 'ArrowLeft' && event.altKey) {
      this.relocate(index, outerHome(held.steps, inside(held.path, index)));
    } else if (towards !== undefined) this.goTo(to);
    else if (event.altKey) return;
    else if (event.key === 'Insert') this.picker.open(inside(held.path, index + 1), this.operations);
    else if (event.key === ' ') this.toggle(index);
    else if (event.key === 'Delete') this.remove(index);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private toggle(index: number): void {
    const { path, step } = this.held!;
    const { enabled } = stepsInside(step)![index]!;
    if (enabled && innerRules(step, index).keepsOn !== undefined) return;
    void this.actions.edit({ kind: 'enable', step: inside(path, index), enabled: !enabled });
  }

  private remove(index: number): void {
    const { path, step } = this.held!;
    if (innerRules(step, index).keeps === undefined)
      void this.actions.edit({ kind: 'remove', step: inside(path, index) });
  }

  private move(index: number, to: number): void {
    void this.actions.edit({ kind: 'move', step: inside(this.held!.path, index), to }).then(() => {
      this.goTo(to);
    });
  }

  private relocate(index: number, home: Home | undefined): void {
    const { path, steps } = this.held!;
    const step = inside(path, index);
    if (home && staysIn(steps, step) === undefined)
      void this.actions.edit({ kind: 'relocate', step, at: home.at });
  }

  private goTo(index: number): void {
    document.getElementById(`inner-${inside(this.held!.path, index).join('-')}`)?.focus();
  }
}
