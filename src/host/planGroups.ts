import { relative, sep } from 'node:path';
import type { EarlierRun, Plan, PlannedExclusion } from '../shared/development.ts';
import type { Mode, Pipeline } from '../shared/pipeline.ts';
import type { EngineService } from '../shared/protocol.ts';
import type { Client } from '../shared/rpc.ts';
import { withLateProgress } from './lateProgress.ts';
import type { OutputFolder } from './outputFolder.ts';
import type { InputGroup } from './selection.ts';

/** What is written of every image, and what may be done with what is there. */
export interface WantedResults {
  readonly pipeline: Pipeline;
  readonly mode: Mode;
  readonly versions: number;
  /** Labels that are to follow their images. Absolute. */
  readonly annotations?: string;
  readonly overwrite?: boolean;
  readonly resume?: boolean;
}

/**
 * One plan for all that was selected; folders of earlier results, by name or by manifest, are no part of it. Where that
 * takes long, the person sees it and may cancel it.
 * @throws AbortError when cancelled
 */
export async function planGroups(
  engine: Client<EngineService>,
  groups: readonly InputGroup[],
  outputFolder: OutputFolder,
  results: WantedResults,
): Promise<Plan> {
  const what = results.annotations === undefined ? 'images' : 'images and labels';
  return withLateProgress(`Darkroom: looking through ${what}`, signal =>
    plan(engine, groups, outputFolder, results, signal),
  );
}

async function plan(
  engine: Client<EngineService>,
  groups: readonly InputGroup[],
  outputFolder: OutputFolder,
  results: WantedResults,
  signal: AbortSignal,
): Promise<Plan> {
  const { path, names } = outputFolder;
  const plans = await Promise.all(
    groups.map(async ({ subfolder, inputs }) => {
      const place = { outputFolder: path, subfolder: subfolder.split(sep).join('/') };
      const others = groups.flatMap(group => (group.inputs === inputs ? [] : group.inputs));
      const plan = await engine.plan({ overwrite: false, ...results, inputs, others, ...place }, signal);
      const depth = subfolder === '' ? 0 : subfolder.length + 1;
      return {
        ...plan,
        files: plan.files.filter(({ relativePath }) => !isInside(relativePath.slice(depth), names)),
        conflicts: plan.conflicts.filter(({ file }) => !inputs.some(input => isWithin(file, input, names))),
      };
    }),
  );
  const exclusion = mergeExclusions(plans.flatMap(plan => plan.exclusion ?? []));
  const earlier = mergeEarlier(plans.flatMap(plan => plan.earlier ?? []));
  return {
    outputFolder: path,
    files: plans.flatMap(({ files }) => files),
    conflicts: plans.flatMap(({ conflicts }) => conflicts),
    annotations: plans.flatMap(({ annotations }) => annotations),
    leftOut: plans.flatMap(({ leftOut }) => leftOut),
    ...(exclusion && { exclusion }),
    outdatedLabels: [...new Set(plans.flatMap(({ outdatedLabels }) => outdatedLabels))],
    unportable: plans.flatMap(({ unportable }) => unportable),
    pipelineHash: plans[0]?.pipelineHash ?? '',
    ...(earlier && { earlier }),
  };
}

/** All groups are of one run. */
function mergeEarlier(parts: readonly EarlierRun[]): EarlierRun | undefined {
  const [first] = parts;
  return first && { ...first, results: parts.reduce((sum, { results }) => sum + results, 0) };
}

/** What one group has no use for may be meant for another. */
function mergeExclusions(parts: readonly PlannedExclusion[]): PlannedExclusion | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const unmatched = first.unmatched.filter(entry => parts.every(part => part.unmatched.includes(entry)));
  return { ...first, unmatched, count: parts.reduce((sum, { count }) => sum + count, 0) };
}

/** Whether a file lies below an input folder, in a folder of one of the names. */
function isWithin(file: string | undefined, input: string, names: readonly string[]): boolean {
  return (
    file?.startsWith(input + sep) === true && isInside(relative(input, file).split(sep).join('/'), names)
  );
}

/** Whether one of the folders of a path has one of the names. */
function isInside(relativePath: string, names: readonly string[]): boolean {
  return relativePath
    .split('/')
    .slice(0, -1)
    .some(folder => names.includes(folder));
}
