import type { OperationEntry, Values } from '../shared/catalogue.ts';
import { isApplied, randomEntry, type AugmentationDeclaration } from './augmentation.ts';
import type { ParameterFault } from './operation.ts';
import type { ParameterMap, ValuesOf } from './parameters.ts';
import type { Random } from './random.ts';

/** One of the steps inside, to be applied. */
interface Choice {
  /** Its index among `values.steps`. */
  readonly index: number;
  /** How often it was chosen before: a step that is chosen again draws anew. */
  readonly again: number;
}

/**
 * A random operation that holds others, in its parameter `steps`: it draws which of them are applied, in this order.
 * What each of them comes to is drawn by itself, from a part of its own, so that changing one does not move the draws
 * of others.
 */
interface CombinatorDeclaration<P extends ParameterMap> extends Omit<AugmentationDeclaration<P>, 'sample'> {
  /** Once chance has let the step be applied. */
  choose(values: ValuesOf<P>, random: Random): readonly Choice[];
  /** Whether the chosen are applied whatever their own `p` says. */
  readonly forces: boolean;
}

export interface Combinator extends OperationEntry {
  readonly random: true;
  readonly forces: boolean;
  check(values: Values): readonly ParameterFault[];
  choose(values: Values, random: Random): readonly Choice[];
}

/** Completes a declaration; `p` is drawn here, for all alike. */
export function defineCombinator<const P extends ParameterMap>(
  declaration: CombinatorDeclaration<P>,
): Combinator {
  return {
    ...randomEntry(declaration),
    forces: declaration.forces,
    choose: (values, random) =>
      isApplied(values, random) ? declaration.choose(values as ValuesOf<P>, random) : [],
  };
}
