import type { Step } from './pipeline.ts';
import { stepsInside } from './stepPath.ts';

/** Why a step inside another has to stay as it is: without it the pipeline would have an error. */
export interface InnerRules {
  /** It cannot be removed. */
  readonly keeps?: string;
  /** It cannot be switched off. */
  readonly keepsOn?: string;
}

/** Lists of steps hold at least one, and what chooses among them needs as many as it chooses. */
export function innerRules(holder: Step, index: number): InnerRules {
  const list = stepsInside(holder) ?? [];
  const step = list[index];
  const canBeChosen = holder.operation === 'one_of' ? hasWeight : isEnabled;
  const counts = step !== undefined && canBeChosen(step);
  const others = list.filter(canBeChosen).length - (counts ? 1 : 0);
  const needed = holder.operation === 'sequence' ? 0 : neededBy(holder);
  const what = holder.operation === 'one_of' ? 'to choose from, with p above 0,' : 'to choose from';
  const keepsOn =
    others < needed ? `${needed === 1 ? 'One step' : `${needed} steps`} ${what} must stay on` : undefined;
  const keeps =
    list.length === 1
      ? 'The only step inside; remove the step around it, or add another first'
      : counts
        ? keepsOn
        : undefined;
  return { ...(keeps !== undefined && { keeps }), ...(keepsOn !== undefined && { keepsOn }) };
}

function isEnabled({ enabled }: Step): boolean {
  return enabled;
}

/** The p of a step is its weight, 1 for a step that has none. */
function hasWeight({ enabled, p, values }: Step): boolean {
  return enabled && (p ?? values['p']) !== 0;
}

function neededBy({ values: { n, replace } }: Step): number {
  return typeof n === 'number' && replace !== true ? n : 1;
}
