import type { Problem } from '../../shared/errors.ts';
import type { KnownImage } from '../../shared/language.ts';
import { stepKey, type LeavingShape, type PipelineOutline, type StepOutline } from '../../shared/outline.ts';
import type { Mode, Pipeline, PipelineLanguage } from '../../shared/pipeline.ts';
import type { Shape } from '../../shared/shape.ts';
import { holderOf, inside, isSamePath, pathOfProblem, type StepPath } from '../../shared/stepPath.ts';
import { inferShapes } from './apply.ts';
import { isActive } from './declaration.ts';
import { readTree } from './edit/read.ts';
import { findEntry, type TreeNode } from './edit/tree.ts';
import { parsePipeline } from './parse.ts';

/**
 * Where the steps of a text stand, whatever is wrong with it; and, when nothing is, what leaves each of them.
 * @param sample what the steps are followed with; without one, with two photographs of which only what is equal is said
 */
export function outlinePipeline(
  text: string,
  language: PipelineLanguage,
  mode: Mode,
  sample?: KnownImage,
): PipelineOutline {
  const { root, isSound } = readTree(text, language);
  const written = writtenSteps(root);
  const count = written.filter(({ path }) => path.length === 1).length;
  const { pipeline } = isSound ? parsePipeline(text, language) : {};
  if (pipeline?.steps.length !== count) return { steps: written, isSound, isWhole: false };
  const walks = (sample ? [sample] : photographs).map(known => walk(pipeline, mode, known));
  const { failed } = walks[0]!;
  const failing = failed && writtenPath(written, failed);
  const steps = written.map((outline): StepOutline => {
    const { path } = outline;
    const step = pipeline.steps[path[0]]!;
    const problem = failed && isSamePath(path, failing) ? { problem: failed } : {};
    if (path.length > 1)
      return { ...outline, skipped: !outline.enabled || !isActive(step, mode), ...problem };
    const [index] = path;
    const leaving = walks.flatMap(({ shapes }) => shapes[index] ?? []);
    return {
      ...outline,
      enabled: step.enabled,
      skipped: !isActive(step, mode),
      key: stepKey(step),
      ...(leaving.length === walks.length && { leaves: common(leaving) }),
      ...problem,
    };
  });
  return { steps, isSound, isWhole: true };
}

/** Of the step that fails, or of the one around it where it is written elsewhere. */
function writtenPath(written: readonly StepOutline[], failed: Problem): StepPath | undefined {
  let path = pathOfProblem(failed);
  while (path && !written.some(each => isSamePath(each.path, path))) path = holderOf(path);
  return path;
}

/** Two that have nothing in common but that they are photographs. */
const photographs: readonly KnownImage[] = [
  { path: '', shape: { width: 4096, height: 3072, channels: 3, dtype: 'uint8', orientation: 1 } },
  { path: '', shape: { width: 4091, height: 3067, channels: 3, dtype: 'uint8', orientation: 1 } },
];

function walk({ steps, seed }: Pipeline, mode: Mode, { shape, path }: KnownImage) {
  return inferShapes(shape, steps, mode, { seed, path, version: 0 });
}

function common(shapes: readonly Shape[]): LeavingShape {
  const [{ width, height, channels, dtype, vector }] = shapes as readonly [Shape];
  const isSure = (name: 'width' | 'height') => shapes.every(shape => shape[name] === shapes[0]![name]);
  return {
    ...(isSure('width') && { width }),
    ...(isSure('height') && { height }),
    channels,
    dtype,
    isVector: vector === true,
  };
}

function writtenSteps(map: TreeNode | undefined, holder?: StepPath): readonly StepOutline[] {
  const list = map?.kind === 'map' ? findEntry(map, 'steps')?.value : undefined;
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item, index) => writtenStep(item, inside(holder, index)));
}

/** The step, and those inside it. */
function writtenStep(node: TreeNode, path: StepPath): readonly StepOutline[] {
  const { start, end } = node;
  const general = { path, start, end, skipped: false, key: '' };
  if (node.kind === 'leaf') {
    const operation = typeof node.value === 'string' ? node.value : '';
    return [{ ...general, operation, nameEnd: end, enabled: true }];
  }
  const entry = node.kind === 'map' ? node.entries[0] : undefined;
  const parameters = entry?.value?.kind === 'map' ? findEntry(entry.value, 'enabled') : undefined;
  const isOff = parameters?.value?.kind === 'leaf' && parameters.value.value === false;
  const step = { ...general, operation: entry?.key ?? '', nameEnd: entry?.keyEnd ?? end, enabled: !isOff };
  return [step, ...writtenSteps(entry?.value, path)];
}
