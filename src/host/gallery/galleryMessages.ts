import * as v from 'valibot';
import { datasetLayouts, type DatasetLayout } from '../../shared/dataset.ts';
import { galleryActions, type GalleryHost } from '../../shared/gallery.ts';
import type { Methods } from '../../shared/rpc.ts';
import { checkedMethods } from '../viewMessages.ts';

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** Longer than any system allows. */
const path = v.pipe(v.string(), v.maxLength(32_768));
/** More tiles than a screen of 8K holds, with those around. */
const mostWanted = 20_000;
const mostSelected = 5_000_000;
/** Characters: the longest selection that a page remembers, with long paths. */
const longestMemory = 2 ** 22;

/** What the page of a gallery may send; anything else is refused before a method sees it. */
const shapes: {
  readonly [Method in keyof GalleryHost]: v.GenericSchema<Parameters<GalleryHost[Method]>[0]>;
} = {
  ready: v.object({}),
  images: v.object({ listing: whole, from: whole }),
  want: v.object({
    pictures: whole,
    longest: v.pipe(whole, v.minValue(16), v.maxValue(1024)),
    labels: v.boolean(),
    paths: v.pipe(v.array(path), v.maxLength(mostWanted)),
  }),
  choosePipeline: v.object({ id: path }),
  setMode: v.object({ mode: v.picklist(['train', 'inference']) }),
  chooseLayout: v.object({
    layout: v.optional(v.picklist(Object.keys(datasetLayouts) as DatasetLayout[])),
  }),
  checkHealth: v.object({}),
  report: v.object({ listing: whole }),
  writeNormalization: v.object({}),
  tellImpact: v.object({ report: whole, effects: whole }),
  act: v.object({
    action: v.picklist(galleryActions),
    paths: v.pipe(v.array(path), v.minLength(1), v.maxLength(mostSelected)),
  }),
  keepMemory: v.object({ memory: v.pipe(v.string(), v.maxLength(longestMemory)) }),
  reload: v.object({}),
  stop: v.object({}),
};

/** The methods behind a check of what they are given. */
export function checked(methods: Methods<GalleryHost>): Methods<GalleryHost> {
  return checkedMethods<GalleryHost>(shapes, methods);
}

const chosen = v.object({
  pipeline: v.string(),
  mode: v.picklist(['train', 'inference']),
});

/** Of what a page has saved of itself, what its dataset was shown through; nothing when it was saved by none of ours. */
export function chosenBefore(saved: unknown): v.InferOutput<typeof chosen> {
  const result = v.safeParse(chosen, saved);
  return result.success ? result.output : { pipeline: 'none', mode: 'train' };
}
