import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { PipelineEdit } from '../src/shared/edit.ts';
import { neighbourHome } from '../src/shared/homes.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { describeShape } from '../src/shared/shape.ts';
import type { StepPath } from '../src/shared/stepPath.ts';
import { relocated } from '../src/shared/steps.ts';
import { DragOrder } from './dragOrder.ts';
import { OperationPicker } from './operationPicker.ts';
import { stepCards, type StepCard } from './stepCards.ts';
import type { Thumbnails } from './thumbnails.ts';

export interface StripActions {
  readonly focusStep: (step: StepPath | undefined) => void;
  /** Gives the sequence of the state that shows the edit; undefined when it could not be made. */
  readonly edit: (edit: PipelineEdit) => Promise<number | undefined>;
}

/** One picture per step from input to output: a step is looked at, moved, switched off, removed or added. */
export class Strip {
  private state: ViewState | undefined;
  private operations: readonly OperationEntry[] = [];
  /** The card that the keyboard is on: 0 is the image, then the steps. */
  private active = 0;
  /** The card that takes the keyboard's focus once the state of this sequence is there. */
  private awaited: { readonly card: number; readonly sequence: number } | undefined;
  private readonly picker: OperationPicker;
  private readonly order: DragOrder;
  /** The card that is to come into sight. */
  private sought: number | undefined;

  constructor(
    private readonly thumbnails: Thumbnails,
    private readonly actions: StripActions,
    private readonly changed: () => void,
  ) {
    this.picker = new OperationPicker((at, operation, values) => {
      void this.editAndGoTo({ kind: 'insert', at, operation, values }, at[0] + 1);
    });
    this.order = new DragOrder((step, to) => {
      this.move(step, to);
    }, changed);
    window.addEventListener('resize', () => {
      this.sought = (this.state?.focus?.[0] ?? -1) + 1;
      changed();
    });
  }

  receive(state: ViewState): void {
    const [focus] = state.focus ?? [];
    const isMoved = this.state?.focus?.[0] !== focus;
    this.state = state;
    this.active = Math.min(isMoved ? (focus ?? -1) + 1 : this.active, state.steps.length);
    if (isMoved) this.sought = this.active;
    this.goToAwaited();
  }

  render(state: ViewState, operations: readonly OperationEntry[]): TemplateResult {
    this.operations = operations;
    if (this.sought !== undefined) this.bringIntoSight();
    const cards = stepCards(state, operations);
    const pictures = state.strip?.pictures ?? [];
    return html`<nav class="strip" aria-label="Steps of the pipeline">
      <ol @keydown=${this.onKey}>
        <li class=${state.focus === undefined ? 'card current' : 'card'} data-card="0">
          ${this.face(0, 'Input', state.developed && inputShape(state), pictures[0], {
            title: 'Show the whole pipeline, from the image to what the last step leaves',
            current: state.focus === undefined,
          })}
        </li>
        ${cards.map((card, step) => [this.gap(step, operations), this.card(card, step, pictures[step + 1])])}
        ${this.gap(cards.length, operations)}
      </ol>
    </nav>`;
  }

  private card(card: StepCard, step: number, picture: string | undefined): TemplateResult {
    const { title, enabled, line, time, state, tooltip, drawn } = card;
    const current = this.state?.focus?.[0] === step;
    return html`<li
      class=${`card ${state} ${current ? 'current' : ''} ${this.order.classOf(step)}`}
      data-card=${step + 1}
      draggable="true"
      @dragstart=${(event: DragEvent) => {
        this.order.start(event, step);
      }}
      @dragend=${this.order.end}
      @dragover=${(event: DragEvent) => {
        this.order.over(event, step);
      }}
      @drop=${this.order.drop}
    >
      ${this.face(step + 1, `${step + 1}. ${title}`, line, state === 'failed' ? undefined : picture, {
        title: tooltip,
        current,
        time,
      })}
      ${drawn ? html`<span class="mark" title=${drawn} aria-hidden="true">random</span>` : nothing}
      <input
        type="checkbox"
        class="toggle"
        tabindex="-1"
        .checked=${enabled}
        title=${enabled ? 'Switch this step off (Space)' : 'Switch this step on (Space)'}
        aria-label=${`${title}: run this step`}
        @click=${(event: Event) => {
          // The text decides: the box follows it.
          event.preventDefault();
          this.toggle(step);
        }}
      />
      <button
        type="button"
        class="remove"
        tabindex="-1"
        title="Remove this step (Delete)"
        aria-label=${`Remove ${title}`}
        @click=${() => {
          this.remove(step);
        }}
      >
        ×
      </button>
    </li>`;
  }

  /** What is seen of a card, and what a click or Enter on it does. */
  private face(
    card: number,
    name: string,
    line: string | undefined,
    picture: string | undefined,
    {
      title,
      current,
      time,
    }: { readonly title: string; readonly current: boolean; readonly time?: string | undefined },
  ): TemplateResult {
    return html`<div
      class="face"
      role="button"
      id=${`card-${card}`}
      tabindex=${card === this.active ? 0 : -1}
      title=${title}
      aria-label=${[name, line, time, title].filter(Boolean).join(', ')}
      aria-current=${current ? 'step' : 'false'}
      @focus=${() => {
        if (this.active === card) return;
        this.active = card;
        this.changed();
      }}
      @click=${() => {
        this.active = card;
        this.choose(card);
      }}
    >
      <span class="frame">
        <canvas
          aria-hidden="true"
          width="1"
          height="1"
          ?hidden=${picture === undefined || this.thumbnails.isVector(picture)}
          ${ref(element => {
            if (element) this.thumbnails.draw(element as HTMLCanvasElement, picture);
          })}
        ></canvas>
        ${this.thumbnails.isVector(picture) ? html`<span class="vector">vector</span>` : nothing}
      </span>
      <span class="name">${name}</span>
      <span class="line">${line ?? '\u00a0'}</span>
      <span class="line">${time ?? '\u00a0'}</span>
    </div>`;
  }

  private gap(at: number, operations: readonly OperationEntry[]): TemplateResult {
    const name = at === 0 ? 'Add a step before the first' : `Add a step after step ${at}`;
    return html`<li class=${`gap ${this.order.gapClass(at)}`}>
      <button
        type="button"
        class="add"
        id=${`add-${at}`}
        tabindex=${at === this.active ? 0 : -1}
        title=${`${name} (Insert)`}
        aria-label=${name}
        ?disabled=${operations.length === 0}
        @click=${() => {
          this.picker.open([at], operations);
        }}
      >
        +
      </button>
    </li>`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (!target.matches('.face') || event.ctrlKey || event.metaKey) return;
    const { active } = this;
    const step = active - 1;
    const last = this.state?.steps.length ?? 0;
    const towards = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (towards !== undefined && event.altKey && event.shiftKey) {
      if (step >= 0) this.moveInto(step, towards);
    } else if (towards !== undefined && event.altKey) {
      const to = step + towards;
      if (step >= 0 && to >= 0 && to < last) this.move(step, to);
    } else if (towards !== undefined) this.goTo(Math.min(Math.max(active + towards, 0), last));
    else if (event.altKey) return;
    else if (event.key === 'Home') this.goTo(0);
    else if (event.key === 'End') this.goTo(last);
    else if (event.key === 'Enter') this.choose(active);
    else if (event.key === 'Insert') this.picker.open([active], this.operations);
    else if (event.key === ' ' && step >= 0) this.toggle(step);
    else if (event.key === 'Delete' && step >= 0) this.remove(step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private choose(card: number): void {
    this.actions.focusStep(card === 0 ? undefined : [card - 1]);
  }

  private toggle(step: number): void {
    const enabled = this.state?.steps[step]?.enabled !== true;
    void this.actions.edit({ kind: 'enable', step: [step], enabled });
  }

  private remove(step: number): void {
    const card = Math.min(step + 1, (this.state?.steps.length ?? 1) - 1);
    void this.editAndGoTo({ kind: 'remove', step: [step] }, card);
  }

  private move(step: number, to: number): void {
    void this.editAndGoTo({ kind: 'move', step: [step], to }, to + 1);
  }

  /** Into the step beside it, where that holds steps. */
  private moveInto(step: number, towards: number): void {
    const home = neighbourHome(this.state?.steps ?? [], [step], towards);
    if (!home) return;
    const edit = { kind: 'relocate', step: [step], at: home.at } as const;
    void this.editAndGoTo(edit, relocated(edit)[0] + 1);
  }

  /** An edit that cannot be made leaves the focus where it is. */
  private async editAndGoTo(edit: PipelineEdit, card: number): Promise<void> {
    const sequence = await this.actions.edit(edit);
    if (sequence === undefined) return;
    this.awaited = { card, sequence };
    this.goToAwaited();
  }

  private goToAwaited(): void {
    const { awaited, state } = this;
    if (!awaited || !state || state.busy || state.sequence < awaited.sequence) return;
    this.awaited = undefined;
    if (awaited.card <= state.steps.length) this.goTo(awaited.card);
  }

  private goTo(card: number): void {
    this.active = card;
    this.changed();
    // Once the cards are as many as they are to be.
    requestAnimationFrame(() => {
      requestAnimationFrame(() => {
        document.getElementById(`card-${card}`)?.focus();
      });
    });
  }

  /** Once the card is there: a page that is loaded again may be told of the step before it has drawn any. */
  private bringIntoSight(): void {
    requestAnimationFrame(() => {
      const card = this.sought === undefined ? null : document.getElementById(`card-${this.sought}`);
      if (!card) return;
      this.sought = undefined;
      card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }
}

/** The shape of the image itself, which `before` has unless one step is looked at. */
function inputShape({ image, developed, focus }: ViewState): string | undefined {
  const shape = focus === undefined ? developed?.before.shape : image?.facts.shape;
  return shape && describeShape(shape);
}
