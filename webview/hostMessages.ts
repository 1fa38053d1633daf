import * as v from 'valibot';
import type { ViewPageEvents } from '../src/shared/protocol.ts';

const list = v.array(v.looseObject({}));
const named = v.array(v.looseObject({ id: v.string() }));

/** What the host tells the page, as far as the page relies on it; anything else is dropped. */
export const viewEventShapes: { readonly [Name in keyof ViewPageEvents]: v.GenericSchema } = {
  state: v.looseObject({
    sequence: v.number(),
    purpose: v.picklist(['editor', 'preview']),
    image: v.optional(
      v.looseObject({ name: v.string(), facts: v.looseObject({ notes: v.array(v.string()) }) }),
    ),
    unreadable: v.optional(v.looseObject({ message: v.string() })),
    busy: v.boolean(),
    pipelines: named,
    pipeline: v.string(),
    steps: list,
    seed: v.number(),
    mode: v.picklist(['train', 'inference']),
    recipe: list,
    recipeProblems: list,
    catalogue: list,
    samples: named,
    trusted: v.boolean(),
  }),
  zoom: v.union([v.pipe(v.number(), v.finite()), v.picklist(['fit', 'in', 'out'])]),
  compare: v.picklist(['slider', 'side_by_side', 'difference']),
  tab: v.string(),
  section: v.picklist(['histogram', 'statistics']),
};
