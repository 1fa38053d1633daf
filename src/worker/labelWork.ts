import { decodeIds, encodeIds } from '../codec/index.ts';
import { fillOfMask, moveMask, startMask } from '../engine/labels/mask.ts';
import { finishLabels, followStep, startLabels, type LabelTrack } from '../engine/labels/track.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { DevelopedLabels } from '../shared/labels.ts';
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
    const track = startLabels(planned.labels, shape, rules);
    const path = planned.labels.mask;
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
  static withoutMask(
    { labels, ...planned }: PlannedLabels,
    shape: Shape,
    { labels: rules }: Pipeline,
  ): LabelWork {
    return new LabelWork(startLabels(labels, shape, rules), undefined, { labels, ...planned });
  }

  /** @param input shape of the image before the step */
  follow(step: Step, input: Shape): void {
    this.track = followStep(this.track, step, input);
    if (!this.mask) return;
    const image = moveMask(this.mask.image, step, input, this.mask.fill);
    this.mask = image && { ...this.mask, image };
  }

  finish(): DevelopedLabels {
    return finishLabels(this.track);
  }

  /** What is written as the result's mask; undefined when there is none. */
  maskFile(): MaskFile | undefined {
    const { labels, maskOutput } = this.planned;
    if (labels.mask === undefined || maskOutput === undefined) return undefined;
    if (!this.mask) {
      throw new DarkroomError('out_of_domain', 'The steps leave no places for the mask to be at.', {
        hint: 'Leave out the step that makes a vector, or the mask.',
        file: labels.mask,
      });
    }
    return { bytes: encodeIds(this.mask), output: maskOutput, input: labels.mask, source: this.mask.source };
  }
}
