import { html, nothing, type TemplateResult } from 'lit';
import type { OperationEntry } from '../src/shared/catalogue.ts';
import type { PipelineEdit } from '../src/shared/edit.ts';
import { innerHomes, outerHome, staysIn, type Home } from '../src/shared/homes.ts';
import { innerRules } from '../src/shared/innerRules.ts';
import type { Step } from '../src/shared/pipeline.ts';
import { holderOf, lastOf, numberOf, stepOf, type StepPath } from '../src/shared/stepPath.ts';
import { button } from './controls.ts';
import { titleOf } from './drawn.ts';

interface FormActions {
  readonly focusStep: (step: StepPath | undefined) => void;
  readonly edit: (edit: PipelineEdit) => void;
}

/** The buttons of a step's form: what is done with the step as a whole. */
export function stepActions(
  steps: readonly Step[],
  path: StepPath,
  step: Step,
  operations: readonly OperationEntry[],
  { focusStep, edit }: FormActions,
): TemplateResult {
  const holder = holderOf(path);
  const holding = holder && stepOf(steps, holder);
  const rules = holding ? innerRules(holding, lastOf(path)) : {};
  const keepsOn = step.enabled ? rules.keepsOn : undefined;
  return html`<div class="actions">
    ${button({
      id: 'whole-pipeline',
      label: 'Whole pipeline',
      title: 'Show the whole pipeline again',
      onClick: () => {
        focusStep(undefined);
      },
    })}
    ${button({
      id: 'toggle-step',
      label: step.enabled ? 'Switch off' : 'Switch on',
      disabled: keepsOn !== undefined,
      ...(keepsOn !== undefined && { title: keepsOn }),
      onClick: () => {
        edit({ kind: 'enable', step: path, enabled: !step.enabled });
      },
    })}
    ${button({
      id: 'remove-step',
      label: 'Remove',
      disabled: rules.keeps !== undefined,
      ...(rules.keeps !== undefined && { title: rules.keeps }),
      onClick: () => {
        edit({ kind: 'remove', step: path });
      },
    })}
    ${moves(steps, path, operations, edit)}
  </div>`;
}

/** Into other lists: out of the step around it, and into any that holds steps. */
function moves(
  steps: readonly Step[],
  path: StepPath,
  operations: readonly OperationEntry[],
  edit: FormActions['edit'],
): TemplateResult | typeof nothing {
  const stays = staysIn(steps, path);
  const go = (home: Home, id: string, label: string, title: string) =>
    button({
      id,
      label,
      title: stays ?? title,
      accessibleName: label,
      disabled: stays !== undefined,
      onClick: () => {
        edit({ kind: 'relocate', step: path, at: home.at });
      },
    });
  const nameOf = ({ holder }: Home) =>
    holder ? `${numberOf(holder.path)} ${titleOf(holder.operation, operations)}` : 'the pipeline';
  const outer = outerHome(steps, path);
  const inner = innerHomes(steps, path);
  const out = outer
    ? go(outer, 'move-out', 'Move out', `Move this step out, into ${nameOf(outer)} (Alt+←)`)
    : nothing;
  const into = (home: Home, label: string) =>
    go(home, `move-into-${home.holder!.path.join('-')}`, label, `Move this step into ${nameOf(home)}`);
  const [only, second] = inner;
  if (!only) return out;
  if (second && stays !== undefined) {
    const nowhere = { id: 'move-into', label: 'Move into…', title: stays, disabled: true };
    return html`${out}${button({ ...nowhere, onClick: () => undefined })}`;
  }
  if (!second) return html`${out}${into(only, `Move into ${nameOf(only)}`)}`;
  return html`${out}
    <details class="move-into">
      <summary title="Move this step into another that holds steps">Move into…</summary>
      <div @click=${close}>${inner.map(home => into(home, nameOf(home)))}</div>
    </details>`;
}

/** What was chosen from is not needed any more. */
function close(event: Event): void {
  (event.currentTarget as HTMLElement).closest('details')?.removeAttribute('open');
}
