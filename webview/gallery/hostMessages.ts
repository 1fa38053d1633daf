import * as v from 'valibot';
import { galleryActions, type GalleryEvents } from '../../src/shared/gallery.ts';

const named = v.array(v.looseObject({ id: v.string(), label: v.string() }));
const problem = v.looseObject({ message: v.string() });
const strings = v.array(v.string());
const touched = v.looseObject({
  images: v.number(),
  worst: v.optional(v.looseObject({ image: v.string(), value: v.number() })),
});
const sampled = v.looseObject({ clipped: v.number(), entropy: v.number() });

/** What the host tells the page, as far as the page relies on it; anything else is dropped. */
export const galleryEventShapes: { readonly [Name in keyof GalleryEvents]: v.GenericSchema } = {
  state: v.looseObject({
    sequence: v.number(),
    folder: v.looseObject({ uri: v.string(), name: v.string() }),
    busy: v.boolean(),
    failed: v.optional(problem),
    unfinished: v.optional(v.literal(true)),
    listing: v.number(),
    count: v.number(),
    labels: v.number(),
    recognized: v.optional(v.looseObject({ layout: v.string(), title: v.string(), reasons: strings })),
    classes: strings,
    splits: strings,
    measuring: v.optional(v.looseObject({ done: v.number(), total: v.number() })),
    report: v.number(),
    problems: v.array(problem),
    problemCount: v.number(),
    pipelines: named,
    pipeline: v.string(),
    mode: v.picklist(['train', 'inference']),
    pictures: v.number(),
    effects: v.number(),
    stale: v.optional(v.string()),
  }),
  tile: v.looseObject({
    path: v.string(),
    pictures: v.number(),
    longest: v.number(),
    bytes: v.optional(v.instance(Uint8Array)),
    width: v.optional(v.number()),
    height: v.optional(v.number()),
    labelled: v.optional(v.number()),
    labels: v.optional(v.looseObject({ objects: v.array(v.looseObject({ label: v.string() })) })),
    mask: v.optional(v.looseObject({ width: v.number(), height: v.number(), runs: v.instance(Uint16Array) })),
    shape: v.optional(v.looseObject({ width: v.number(), height: v.number() })),
    problem: v.optional(problem),
  }),
  impact: v.looseObject({
    report: v.number(),
    effects: v.number(),
    smallBox: v.number(),
    impact: v.optional(
      v.looseObject({
        images: v.number(),
        excluded: v.optional(v.number()),
        failed: v.array(v.looseObject({ value: v.string(), count: v.number(), image: v.string() })),
        shapes: v.array(v.looseObject({ value: v.string(), count: v.number() })),
        differentShapes: v.number(),
        upscaled: touched,
        padding: v.looseObject({ ...touched.entries, share: v.number() }),
        objects: v.optional(
          v.looseObject({
            before: v.number(),
            dropped: v.record(v.string(), v.number()),
            small: v.number(),
            misfits: v.number(),
          }),
        ),
        memory: v.looseObject({ bytes: v.number(), largest: v.number() }),
        disk: v.optional(v.number()),
      }),
    ),
    developed: v.optional(v.looseObject({ done: v.number(), total: v.number() })),
    samples: v.optional(
      v.looseObject({ images: v.number(), before: sampled, after: sampled, disk: v.number() }),
    ),
    stopped: v.optional(v.literal(true)),
    problem: v.optional(problem),
  }),
  action: v.picklist(galleryActions),
};
