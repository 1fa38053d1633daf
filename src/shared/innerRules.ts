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
  const on = list.filter(({ enabled }) => enabled).length - (list[index]?.enabled === true ? 1 : 0);
  const needed = holder.operation === 'sequence' ? 0 : neededBy(holder);
  const keepsOn =
    on < needed ? `${needed === 1 ? 'One step' : `${needed} steps`} to choose from must stay on` : undefined;
  const keeps =
    list.length === 1
      ? 'The only step inside; remove the step around it, or add another first'
      : list[index]?.enabled === true
        ? keepsOn
        : undefined;
  return { ...(keeps !== undefined && { keeps }), ...(keepsOn !== undefined && { keepsOn }) };
}

function neededBy({ values: { n, replace } }: Step): number {
  return typeof n === 'number' && replace !== true ? n : 1;
}
