import { stat } from 'node:fs/promises';
import { decodeIds } from '../codec/index.ts';
import { fileError } from '../dataset/fileErrors.ts';
import type { Image } from '../engine/image.ts';
import { colorMask } from '../engine/labels/colors.ts';
import { fillOfMask, moveMask, startMask } from '../engine/labels/mask.ts';
import { movement } from '../engine/labels/movement.ts';
import { finishLabels, followStep, startLabels, type LabelTrack } from '../engine/labels/track.ts';
import { DarkroomError, toProblem } from '../shared/errors.ts';
import type { LabelRules, Labels } from '../shared/labels.ts';
import type { Step } from '../shared/pipeline.ts';
import type { MaskRequest, Picture, ShownLabels, View } from '../shared/protocol.ts';
import type { Shape } from '../shared/shape.ts';
import type { Surroundings } from './developFile.ts';
import type { Passage } from './passages.ts';
import { readImageFile } from './readFile.ts';

/** What holds where a pipeline says nothing, and where there is none. */
const defaultRules: LabelRules = { minArea: 0, minVisibility: 0, frame: 'displayed' };

const nothing: Labels = { classes: [], objects: [] };

/** The view's labels on both sides of a passage. What does not fit the image is told, not thrown. */
export function labelsOfPassage(
  { labels, labelRules = defaultRules }: View,
  { facts, earlier, applied }: Passage,
): ShownLabels | undefined {
  if (!labels) return undefined;
  try {
    const start = { track: startLabels(labels, facts.shape, labelRules), shape: facts.shape };
    const before = earlier.reduce(follow, start);
    const after = finishLabels(applied.reduce(follow, before).track);
    return { before: before.track.labels, after: after.labels, dropped: after.dropped };
  } catch (thrown) {
    if (!(thrown instanceof DarkroomError)) throw thrown;
    return { before: nothing, after: nothing, dropped: [], failed: toProblem(thrown) };
  }
}

function follow({ track, shape }: { track: LabelTrack; shape: Shape }, step: Step) {
  return { track: followStep(track, step, shape), shape: movement(step, shape).output };
}

/** Masks that were read and moved last, so that zooming does not read them again. */
const keptMasks = 6;

/** The masks of views, read from their files and taken through the views' steps. */
export class ViewMasks {
  private readonly kept = new Map<string, Image | undefined>();

  /** @throws DarkroomError when the view has no mask, or it cannot be read or does not fit the image */
  async render(request: MaskRequest, passage: Passage, { limits }: Surroundings): Promise<Picture> {
    const { labels, labelRules = defaultRules, side, region, width, height } = request;
    const path = labels?.mask;
    if (path === undefined) throw new DarkroomError('bad_argument', 'The labels of this image have no mask.');
    const facts = await stat(path).catch((thrown: unknown) => {
      throw fileError(thrown, 'Reading', path);
    });
    const { earlier, applied } = passage;
    const key = [path, facts.mtimeMs, facts.size, labelRules.frame, side, passage.keys[side]].join('\n');
    if (!this.kept.has(key)) {
      const { image } = await decodeIds(await readImageFile(path), path, limits);
      const start = startMask(image, passage.facts.shape, labelRules);
      const steps = side === 'before' ? earlier : [...earlier, ...applied];
      this.keep(key, moveThrough(start, passage.facts.shape, steps));
    }
    const mask = this.kept.get(key);
    return { width, height, pixels: colorMask(mask, region, width, height) };
  }

  private keep(key: string, mask: Image | undefined): void {
    this.kept.set(key, mask);
    const [oldest] = this.kept.keys();
    if (this.kept.size > keptMasks && oldest !== undefined) this.kept.delete(oldest);
  }
}

function moveThrough(start: Image, input: Shape, steps: readonly Step[]): Image | undefined {
  const fill = fillOfMask(start);
  let mask: Image | undefined = start;
  let shape = input;
  for (const step of steps) {
    mask = mask && moveMask(mask, step, shape, fill);
    shape = movement(step, shape).output;
  }
  return mask;
}
