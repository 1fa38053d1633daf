import { html, nothing, type TemplateResult } from 'lit';
import type { OperationEntry, Parameter, Value, Values } from '../src/shared/catalogue.ts';
import type { Problem } from '../src/shared/errors.ts';
import type { RecipeStep } from '../src/shared/recipe.ts';
import type { ViewState } from '../src/shared/viewState.ts';
import { fullRange } from '../src/shared/shape.ts';
import { button, checkbox } from './controls.ts';
import { operationFields } from './form.ts';
import { sameValue } from './literal.ts';
import { startingValues } from './startingValues.ts';

/** Changes are sent when typing pauses, in milliseconds. */
const sendAfter = 150;

/** The quick recipe as it is being edited: ahead of the host while changes are on their way to it. */
export class Recipe {
  private steps: readonly RecipeStep[] = [];
  private readonly texts = new Map<string, string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending = 0;

  constructor(
    private readonly send: (recipe: readonly RecipeStep[]) => Promise<void>,
    private readonly changed: () => void,
  ) {}

  /** Takes what the host has, unless something newer is on its way there. */
  receive(state: ViewState): void {
    if (this.timer !== undefined || this.sending > 0) return;
    this.steps = state.catalogue.map(
      entry =>
        state.recipe.find(step => step.operation === entry.id) ?? {
          operation: entry.id,
          enabled: false,
          // None of them holds steps, so what is written is what it means.
          values: startingValues(entry) as Values,
        },
    );
  }

  get empty(): boolean {
    return !this.steps.some(step => step.enabled);
  }

  /** The form of every operation; a problem names its step by the index in the host's recipe. */
  render(state: ViewState, save: () => void): TemplateResult {
    const reason = !state.trusted
      ? 'Trust this workspace to let Darkroom write files.'
      : this.empty
        ? 'Switch on a step first.'
        : undefined;
    return html`<div class="recipe">
      ${this.steps.map(step => this.renderStep(state, step))}
      <div class="actions">
        ${button({
          id: 'save-recipe',
          label: 'Save as pipeline file…',
          onClick: save,
          disabled: reason !== undefined,
          ...(reason !== undefined && { title: reason }),
        })}
        ${reason === undefined ? nothing : html`<span class="reason">${reason}</span>`}
      </div>
    </div>`;
  }

  private renderStep(state: ViewState, step: RecipeStep): TemplateResult | typeof nothing {
    const entry = state.catalogue.find(({ id }) => id === step.operation);
    if (!entry) return nothing;
    const problems = state.recipeProblems.filter(
      ({ step: index }) => index !== undefined && state.recipe[index]?.operation === step.operation,
    );
    const general = problems.filter(
      ({ parameter }) => parameter === undefined || !(parameter in entry.parameters),
    );
    return html`<section
      class=${step.enabled ? 'recipe-step enabled' : 'recipe-step'}
      data-operation=${entry.id}
    >
      ${checkbox({
        id: `recipe-${entry.id}`,
        label: entry.title,
        title: entry.doc,
        checked: step.enabled,
        onChange: enabled => {
          this.change({ ...step, enabled });
        },
      })}
      ${
        step.enabled
          ? html`<div class="fields">
              ${operationFields(entry.parameters, (name, parameter) => this.field(state, step, entry, name, parameter, problems))}
              ${general.map(problem => html`<p class="field-problem" role="alert">${problem.message}</p>`)}
            </div>`
          : nothing
      }
    </section>`;
  }

  private field(
    state: ViewState,
    step: RecipeStep,
    entry: OperationEntry,
    name: string,
    parameter: Parameter,
    problems: readonly Problem[],
  ) {
    const id = `recipe-${entry.id}-${name}`;
    return {
      id,
      name,
      parameter,
      value: step.values[name],
      text: this.texts.get(id),
      problem: problems.find(problem => problem.parameter === name)?.message,
      fullRange: state.developed ? fullRange[state.developed.before.shape.dtype] : 255,
      change: (value: Value, text?: string) => {
        if (text === undefined) this.texts.delete(id);
        else this.texts.set(id, text);
        if (sameValue(value, step.values[name])) return;
        this.change({ ...step, values: { ...step.values, [name]: value } });
      },
    };
  }

  private change(changed: RecipeStep): void {
    this.steps = this.steps.map(step => (step.operation === changed.operation ? changed : step));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.sending++;
      void this.send(this.steps).finally(() => {
        this.sending--;
      });
    }, sendAfter);
    this.changed();
  }
}
