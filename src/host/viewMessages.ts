import * as v from 'valibot';
import { maximumValues } from '../shared/picture.ts';
import type { ViewHost } from '../shared/protocol.ts';
import type { Methods } from '../shared/rpc.ts';
import type { StepPath } from '../shared/stepPath.ts';

/** What a page may send, one shape per method; anything else is refused before a method sees it. */
const maximumPicture = 8192;
const maximumText = 4096;
const maximumSteps = 64;
const maximumVersion = 9999;

type WrittenStep = string | Readonly<Record<string, WrittenValues>>;
interface WrittenValues {
  readonly [name: string]: v.InferOutput<typeof value> | readonly WrittenStep[];
}

const none = v.object({});
const finite = v.pipe(v.number(), v.finite());
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.pipe(v.string(), v.maxLength(maximumText));
const positive = v.pipe(whole, v.minValue(1));
const pictureSide = v.pipe(positive, v.maxValue(maximumPicture));
const region = v.object({
  x: v.pipe(v.number(), v.safeInteger()),
  y: v.pipe(v.number(), v.safeInteger()),
  width: positive,
  height: positive,
});
const smallRegion = v.pipe(
  region,
  v.check(({ width, height }) => width * height <= maximumValues, 'Too many values.'),
);
const side = v.picklist(['before', 'after', 'difference']);
const plane = v.picklist(['before', 'after']);
const text = v.pipe(v.string(), v.maxLength(maximumText));
const list = v.pipe(v.array(finite), v.maxLength(maximumText));
const value = v.union([
  finite,
  v.boolean(),
  text,
  list,
  v.pipe(v.array(list), v.maxLength(maximumText)),
  v.undefined(),
]);
/** As in a pipeline file: a name, or a name with its values. */
const writtenStep: v.GenericSchema<WrittenStep> = v.lazy(() => v.union([text, v.record(text, values)]));
const values: v.GenericSchema<WrittenValues> = v.record(
  text,
  v.union([value, v.pipe(v.array(writtenStep), v.maxLength(maximumSteps))]),
);
const recipe = v.pipe(
  v.array(v.object({ operation: text, enabled: v.boolean(), values: v.record(text, value) })),
  v.maxLength(maximumSteps),
);

const stepBefore = v.pipe(v.number(), v.safeInteger(), v.minValue(-1));
/** Deeper than steps may stand inside each other, so that the engine says what is wrong. */
const stepPath = v.pipe(
  v.array(whole),
  v.minLength(1),
  v.maxLength(16),
) as v.GenericSchema as v.GenericSchema<StepPath>;
const gesture = { continues: v.optional(v.boolean()), unfinished: v.optional(v.boolean()) };
/** Lists of lists are the deepest that a parameter's value goes. */
const pipelineEdit = v.variant('kind', [
  v.object({ kind: v.literal('set'), step: stepPath, parameter: text, value, ...gesture }),
  v.object({ kind: v.literal('unset'), step: stepPath, parameter: text, ...gesture }),
  v.object({
    kind: v.literal('insert'),
    at: stepPath,
    operation: text,
    values: v.exactOptional(values),
    ...gesture,
  }),
  v.object({ kind: v.literal('duplicate'), step: stepPath, ...gesture }),
  v.object({ kind: v.literal('remove'), step: stepPath, ...gesture }),
  v.object({ kind: v.literal('move'), step: stepPath, to: whole, ...gesture }),
  v.object({ kind: v.literal('relocate'), step: stepPath, at: stepPath, ...gesture }),
  v.object({ kind: v.literal('enable'), step: stepPath, enabled: v.boolean(), ...gesture }),
  v.object({ kind: v.literal('top'), key: v.picklist(['seed', 'match']), value, ...gesture }),
]);

const chosenVersion = {
  draw: v.union([
    v.object({ version: v.pipe(whole, v.maxValue(maximumVersion)) }),
    v.object({ extreme: v.picklist(['lowest', 'highest']) }),
  ]),
  seed: v.pipe(whole, v.maxValue(0xffffffff)),
};

const shapes: { readonly [Method in keyof ViewHost]: v.GenericSchema<Parameters<ViewHost[Method]>[0]> } = {
  ready: none,
  render: v.object({
    sequence: whole,
    side,
    region,
    width: pictureSide,
    height: pictureSide,
    mapping: v.picklist(['levels', 'range', 'unnormalized']),
  }),
  values: v.object({ sequence: whole, side, region: smallRegion }),
  statistics: v.object({ sequence: whole, side: plane }),
  mask: v.object({ sequence: whole, side: plane, region, width: pictureSide, height: pictureSide }),
  version: v.object({ ...chosenVersion, sequence: whole, width: pictureSide, height: pictureSide }),
  chooseVersion: v.object({ version: v.optional(v.object(chosenVersion)) }),
  chooseAnnotations: none,
  thumbnail: v.object({ sequence: whole, step: stepBefore, width: pictureSide, height: pictureSide }),
  operations: none,
  focusStep: v.object({ step: v.optional(stepPath) }),
  editPipeline: pipelineEdit,
  choosePipeline: v.object({ id }),
  setRecipe: v.object({ recipe }),
  saveRecipe: none,
  setMode: v.object({ mode: v.picklist(['train', 'inference']) }),
  chooseSample: v.object({ id }),
  pickSample: none,
  removeSample: v.object({ id }),
  sampleTile: v.object({
    sequence: whole,
    id,
    longest: v.pipe(positive, v.maxValue(1024)),
  }),
  findHardSamples: none,
  revealPlace: v.object({ start: whole, end: whole }),
  zoomChanged: v.object({ scale: v.pipe(finite, v.minValue(0)), fit: v.boolean() }),
  keepMemory: v.object({ memory: text }),
  reload: none,
};

/**
 * The methods behind a check of what they are given.
 * @throws Error naming the method and the place in its parameters, which is a fault of the page.
 */
export function checked(methods: Methods<ViewHost>): Methods<ViewHost> {
  return checkedMethods<ViewHost>(shapes, methods);
}

/** The same for the methods of any page. */
export function checkedMethods<Host>(
  shapes: Readonly<Record<keyof Host, v.GenericSchema>>,
  methods: Methods<Host>,
): Methods<Host> {
  const guard =
    (name: keyof Host) =>
    (params: unknown, signal: AbortSignal): unknown => {
      const result = v.safeParse(shapes[name], params);
      if (!result.success) {
        const [issue] = result.issues;
        const path = v.getDotPath(issue);
        throw new Error(
          `A page sent a malformed ${String(name)}${path === null ? '' : ` (${path})`}: ${issue.message}`,
        );
      }
      return (methods[name] as (params: unknown, signal: AbortSignal) => unknown)(result.output, signal);
    };
  const names = Object.keys(shapes) as (keyof Host)[];
  return Object.fromEntries(names.map(name => [name, guard(name)])) as unknown as Methods<Host>;
}
