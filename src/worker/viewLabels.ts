import { stat } from 'node:fs/promises';
import { decodeIds } from '../codec/index.ts';
import { reading } from '../dataset/fileErrors.ts';
import type { Image } from '../engine/image.ts';
import { colorMask } from '../engine/labels/colors.ts';
import { startMask } from '../engine/labels/mask.ts';
import { defaultLabelRules, maskAfter, shownLabels } from '../engine/labels/shown.ts';
import { DarkroomError } from '../shared/errors.ts';
import type { MaskRequest, Picture } from '../shared/picture.ts';
import type { ShownLabels, View } from '../shared/view.ts';
import type { Surroundings } from './developFile.ts';
import type { Passage } from './passages.ts';
import { readImageFile } from './readFile.ts';

export function labelsOfPassage(view: View, { facts, earlier, applied }: Passage): ShownLabels | undefined {
  const { labels, labelRules } = view;
  return labels && shownLabels(labels, facts.shape, earlier, applied, labelRules);
}

/** Masks that were read and moved last, so that zooming does not read them again. */
const keptMasks = 6;

/** The masks of views, read from their files and taken through the views' steps. */
export class ViewMasks {
  private readonly kept = new Map<string, Image | undefined>();

  /** @throws DarkroomError when the view has no mask, or it cannot be read or does not fit the image */
  async render(request: MaskRequest, passage: Passage, { limits }: Surroundings): Promise<Picture> {
    const { labels, labelRules = defaultLabelRules, side, region, width, height } = request;
    const path = labels?.mask;
    if (path === undefined) throw new DarkroomError('bad_argument', 'The labels of this image have no mask.');
    const facts = await reading(path, stat(path));
    const { earlier, applied } = passage;
    const key = [path, facts.mtimeMs, facts.size, labelRules.frame, side, passage.keys[side]].join('\n');
    if (!this.kept.has(key)) {
      const { image } = await decodeIds(readImageFile(path), path, limits);
      const start = startMask(image, passage.facts.shape, labelRules);
      const steps = side === 'before' ? earlier : [...earlier, ...applied];
      this.keep(key, maskAfter(start, passage.facts.shape, steps));
    }
    const mask = this.kept.get(key);
    return { width, height, channels: 4, pixels: colorMask(mask, region, width, height) };
  }

  private keep(key: string, mask: Image | undefined): void {
    this.kept.set(key, mask);
    const [oldest] = this.kept.keys();
    if (this.kept.size > keptMasks && oldest !== undefined) this.kept.delete(oldest);
  }
}
