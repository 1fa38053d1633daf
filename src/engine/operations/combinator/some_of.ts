import { probability } from '../../augmentation.ts';
import { defineCombinator } from '../../combinator.ts';
import { boolean, integer, steps } from '../../parameters.ts';
import type { Random } from '../../random.ts';

export const someOf = defineCombinator({
  id: 'some_of',
  title: 'Some of',
  doc: 'Applies n of its steps in their order, chosen at random, each by its own p.',
  reference:
    'albumentations.SomeOf, with its p of 1: n of the steps, each as likely as another, in the order of the list; ' +
    'inside one_of it is applied whatever its p, and an n larger than the list is refused',
  parameters: {
    p: probability(1),
    n: integer({ minimum: 1, maximum: 100, default: 1, doc: 'How many steps are chosen.' }),
    replace: boolean({ default: false, doc: 'Whether a step may be chosen more than once.' }),
    steps: steps({ doc: 'Steps to choose from; those that are chosen are applied by their own p.' }),
  },
  examples: [
    {
      doc: 'Two of two: mirrored, then doubled.',
      parameters: { n: 2, steps: ['flip', { rescale: { scale: 2 } }] },
      input: [[1, 2, 3]],
      output: [[6, 4, 2]],
    },
    {
      doc: 'A step that is chosen twice is applied twice.',
      parameters: { n: 2, replace: true, steps: [{ rescale: { scale: 2 } }] },
      input: [[1, 2, 3]],
      output: [[4, 8, 12]],
    },
  ],
  check(values) {
    const count = values.steps.filter(({ enabled }) => enabled).length;
    if (count === 0) {
      return [{ parameter: 'steps', message: 'no step can be chosen, because none is enabled.' }];
    }
    if (values.replace || values.n <= count) return [];
    const message = `n is ${values.n}, but there are ${count} enabled steps to choose from. Lower n, or set replace.`;
    return [{ parameter: 'n', message }];
  },
  forces: false,
  choose({ steps: list, n, replace }, random) {
    const enabled = list.flatMap((step, index) => (step.enabled ? [index] : []));
    const places = replace ? withReplacement(n, enabled.length, random) : distinct(n, enabled.length, random);
    return places.map((place, order) => ({ index: enabled[place]!, again: order - places.indexOf(place) }));
  },
});

function withReplacement(n: number, count: number, random: Random): readonly number[] {
  return Array.from({ length: n }, () => random.integer(0, count - 1)).sort((one, other) => one - other);
}

/** The first n of a shuffle (Fisher and Yates), in ascending order. */
function distinct(n: number, count: number, random: Random): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let place = 0; place < n; place++) {
    const other = random.integer(place, count - 1);
    [order[place], order[other]] = [order[other]!, order[place]!];
  }
  return order.slice(0, n).sort((one, other) => one - other);
}
