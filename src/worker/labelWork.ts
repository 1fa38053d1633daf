import { decodeIds, encodeIds } from '../codec/index.ts';
import { fillOfMask, moveMask, startMask } from '../engine/labels/mask.ts';
import { finishLabels, followStep, startLabels, type LabelTrack } from '../engine/labels/track.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { DropReason } from '../shared/labels.ts';
import { packLabels, unpackLabels, type FollowedLabels } from '../shared/packedLabels.ts';
import type { Pipeline, Step } from '../shared/pipeline.ts';
import type { FileMark, PlannedLabels } from '../shared/development.ts';
import type { Limits } from '../shared/image.ts';
import type { Shape } from '../shared/shape.ts';
import { readMarked } from './readFile.ts';

type Ids = Awaited<ReturnType<typeof decodeIds>> & { readonly fill: number; readonly source: FileMark };

export interface MaskFile {
  readonly bytes: Uint8Array;
  readonly output: string;
  readonly input: string;
  readonly source: FileMark;
}

/** The labels of one image, kept in step with its pixels. */
export class LabelWork {
  private constructor(
    private track: LabelTrack,
    private mask: Ids | undefined,
    private readonly planned: PlannedLabels,
  ) {}

  /**
   * @param shape of the decoded image
   * @throws DarkroomError naming the annotations or the mask when they do not fit the image
   */
  static async begin(
    planned: PlannedLabels,
    shape: Shape,
    { labels: rules }: Pipeline,
    limits: Limits,
  ): Promise<LabelWork> {
    const track = startLabels(unpackLabels(planned.packed), shape, rules);
    const path = planned.mask;
    if (path === undefined) return new LabelWork(track, undefined, planned);
    const { bytes, mark: source } = await readMarked(path);
    const { image, palette } = await decodeIds(bytes, path, limits);
    const mask = {
      image: startMask(image, shape, rules),
      fill: fillOfMask(image),
      source,
      ...(palette && { palette }),
    };
    return new LabelWork(track, mask, planned);
  }

  /** The labels alone, where the mask is known to be what it was. */
  static withoutMask(planned: PlannedLabels, shape: Shape, { labels: rules }: Pipeline): LabelWork {
    return new LabelWork(startLabels(unpackLabels(planned.packed), shape, rules), undefined, planned);
  }

  /** @param input shape of the image before the step */
  follow(step: Step, input: Shape): void {
    this.track = followStep(this.track, step, input);
    if (!this.mask) return;
    const image = moveMask(this.mask.image, step, input, this.mask.fill);
    this.mask = image && { ...this.mask, image };
  }

  finish(): FollowedLabels {
    const { labels, dropped: lost } = finishLabels(this.track);
    const dropped: Partial<Record<DropReason, number>> = {};
    for (const { reason } of lost) dropped[reason] = (dropped[reason] ?? 0) + 1;
    return { packed: packLabels(labels), objects: labels.objects.length, dropped };
  }

  /** What is written as the result's mask; undefined when there is none. */
  maskFile(): MaskFile | undefined {
    const { mask: input, maskOutput } = this.planned;
    if (input === undefined || maskOutput === undefined) return undefined;
    if (!this.mask) {
      throw new DarkroomError('out_of_domain', 'The steps leave no places for the mask to be at.', {
        hint: 'Leave out the step that makes a vector, or the mask.',
        file: input,
      });
    }
    return { bytes: encodeIds(this.mask), output: maskOutput, input, source: this.mask.source };
  }
}
