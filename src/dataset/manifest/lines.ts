import * as v from 'valibot';
import { imageFormats } from '../../shared/pipeline.ts';

/**
 * The lines of a manifest: a header, then one line for each thing that came of the run. Paths have forward slashes;
 * those of results are relative to the output folder. Of several lines for one output the last of its kind holds.
 */
export const manifestFormat = 2;

const mark = {
  hash: v.string(),
  size: v.number(),
  modified: v.number(),
  changed: v.exactOptional(v.number()),
};
const shape = v.object({
  width: v.number(),
  height: v.number(),
  channels: v.picklist([1, 3, 4]),
  dtype: v.picklist(['uint8', 'uint16', 'float32']),
  orientation: v.picklist([1, 2, 3, 4, 5, 6, 7, 8]),
  vector: v.optional(v.literal(true)),
});
/** `path`: below the input folder, the key of its randomness; `from`: as the output folder sees it. */
const source = { path: v.string(), from: v.string(), ...mark };

const header = v.object({
  kind: v.literal('run'),
  format: v.number(),
  darkroom: v.string(),
  job: v.string(),
  /** ISO 8601. */
  began: v.string(),
  pipeline: v.string(),
  seed: v.number(),
  mode: v.picklist(['train', 'inference']),
  match: v.picklist(['opencv', 'pillow']),
  versions: v.number(),
  output: v.picklist(imageFormats),
});
const result = v.object({
  kind: v.literal('result'),
  output: v.string(),
  ...mark,
  source: v.object(source),
  pipeline: v.string(),
  seed: v.number(),
  version: v.number(),
  decoded: shape,
  shape,
  /** What random steps came to: index of the step, and the operations that were applied in its place. */
  drawn: v.array(v.object({ step: v.number(), drawn: v.array(v.unknown()) })),
  mask: v.optional(
    v.object({ output: v.string(), ...mark, source: v.object({ from: v.string(), ...mark }) }),
  ),
});
const failure = v.object({
  kind: v.literal('error'),
  output: v.string(),
  source: v.object({ path: v.string(), from: v.string() }),
  pipeline: v.string(),
  seed: v.number(),
  version: v.number(),
  error: v.object({ code: v.string(), message: v.string() }),
});
/** Labels that were written for the results. */
const annotations = v.object({
  kind: v.literal('annotations'),
  output: v.string(),
  ...mark,
  source: v.object({ from: v.string() }),
});
/** Something that was about to be given its name when the run ended. */
const claim = v.object({ kind: v.literal('claim'), output: v.string(), hash: v.string() });
const end = v.object({ kind: v.literal('end'), at: v.string(), done: v.number(), failed: v.number() });

const line = v.variant('kind', [header, result, failure, annotations, claim, end]);

export type HeaderLine = v.InferOutput<typeof header>;
export type ResultLine = v.InferOutput<typeof result>;
export type FailureLine = v.InferOutput<typeof failure>;
export type ClaimLine = v.InferOutput<typeof claim>;
export type AnnotationsLine = v.InferOutput<typeof annotations>;
export type ManifestLine = v.InferOutput<typeof line>;

/** Undefined for a line that is torn or none of ours, and for the empty ones that keep room on the disk. */
export function parseLine(text: string): ManifestLine | undefined {
  if (text === '') return undefined;
  try {
    const parsed = v.safeParse(line, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

export function printLine(value: ManifestLine): string {
  return `${JSON.stringify(value)}\n`;
}
