import type { Example, OperationEntry, Values } from '../shared/catalogue.ts';
import type { Shape } from '../shared/shape.ts';
import type { SampledStep } from '../shared/view.ts';
import type { ParameterFault } from './operation.ts';
import { number, type ParameterMap, type ValuesOf } from './parameters.ts';
import type { Random } from './random.ts';

/**
 * A random operation, for training only. It has no kernel: it draws, and says with which values which deterministic
 * operations are applied. What was drawn is plain data, so it can be shown, logged and replayed; kernel and geometry
 * are those of the operations it comes to.
 */
export interface AugmentationDeclaration<P extends ParameterMap> {
  readonly id: string;
  readonly title: string;
  /** One line, for completion lists and the catalogue. */
  readonly doc: string;
  /** The function of a reference library whose distribution is drawn from. */
  readonly reference: string;
  /** With `p`, the step is applied with that probability. */
  readonly parameters: P;
  /** Cases without chance: with p 1, or with ranges of one value. */
  readonly examples: readonly Example[];
  readonly check?: (values: ValuesOf<P>) => readonly ParameterFault[];
  /**
   * Draws for an image of this shape, once chance has let the step be applied.
   * @throws DarkroomError `out_of_domain` naming the sizes when the operation cannot work on such an image
   */
  sample(values: ValuesOf<P>, input: Shape, random: Random): readonly SampledStep[];
}

export interface Augmentation extends OperationEntry {
  readonly random: true;
  check(values: Values): readonly ParameterFault[];
  sample(values: Values, input: Shape, random: Random): readonly SampledStep[];
}

/** The parameter `p`, with its default. */
export const probability = <const Default extends number>(byDefault: Default) =>
  number({ default: byDefault, minimum: 0, maximum: 1, doc: 'Probability that the step is applied.' });

/** Completes a declaration; `p` is drawn here, for all alike. */
export function defineAugmentation<const P extends ParameterMap>(
  declaration: AugmentationDeclaration<P>,
): Augmentation {
  return {
    ...randomEntry(declaration),
    sample: (values, input, random) =>
      isApplied(values, random) ? declaration.sample(values as ValuesOf<P>, input, random) : [],
  };
}

/** What all random operations have alike, with and without steps inside them. */
export function randomEntry<const P extends ParameterMap>({
  id,
  title,
  doc,
  reference,
  parameters,
  examples,
  check,
}: Omit<AugmentationDeclaration<P>, 'sample'>) {
  const general = { id, title, family: 'augmentation', doc, reference, parameters, examples } as const;
  return {
    ...general,
    random: true as const,
    check: (values: Values) => check?.(values as ValuesOf<P>) ?? [],
  };
}

/** Whether chance lets a step be applied; the draw is made in any case, so that p does not move what is drawn after it. */
export function isApplied({ p }: Values, random: Random): boolean {
  return typeof p !== 'number' || random.chance(p);
}
