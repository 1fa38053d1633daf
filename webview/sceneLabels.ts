import type { MaskRequest } from '../src/shared/picture.ts';
import type { ViewHost } from '../src/shared/protocol.ts';
import type { ShownLabels } from '../src/shared/view.ts';
import type { Client } from '../src/shared/rpc.ts';
import type { Arrangement, Frames } from './arrangement.ts';
import { drawLabels, drawMask } from './labels.ts';
import type { Scene } from './scene.ts';
import { imageDataOf } from './imageData.ts';

/** Longest side of a mask's picture, in pixels. */
const longestSide = 4096;

type MaskSide = MaskRequest['side'];

/** Draws the labels of every side that is seen; on a difference those of the after. */
export function drawSceneLabels(
  context: CanvasRenderingContext2D,
  { placements }: Arrangement,
  scene: Scene,
  font: string,
): void {
  const { labels } = scene.developed;
  if (!labels) return;
  for (const { side, clip, transform, frame } of placements) {
    if (clip.width <= 0 || clip.height <= 0) continue;
    const shown = side === 'before' ? 'before' : 'after';
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    context.rect(clip.x, clip.y, clip.width, clip.height);
    context.clip();
    const mask = scene.maskOf(shown);
    if (mask) drawMask(context, mask, frame, transform);
    drawLabels(context, labels[shown], transform, { ratio: devicePixelRatio, font });
    context.restore();
  }
}

/** The masks of one scene, one for each side, asked for when they are first drawn. */
export class SceneMasks {
  private readonly bitmaps = new Map<MaskSide, ImageBitmap>();
  private readonly asked = new Set<MaskSide>();
  private readonly closing = new AbortController();

  constructor(
    private readonly sequence: number,
    private readonly labels: ShownLabels,
    private readonly frames: Frames,
    private readonly host: Client<ViewHost>,
    private readonly changed: () => void,
    private readonly failed: (thrown: unknown) => void,
  ) {}

  of(side: MaskSide): ImageBitmap | undefined {
    if (
      this.labels[side].mask !== undefined &&
      this.frames[side].folded === undefined &&
      !this.asked.has(side)
    ) {
      this.asked.add(side);
      void this.load(side);
    }
    return this.bitmaps.get(side);
  }

  close(): void {
    this.closing.abort();
    for (const bitmap of this.bitmaps.values()) bitmap.close();
    this.bitmaps.clear();
  }

  private async load(side: MaskSide): Promise<void> {
    const { width, height } = this.frames[side];
    const density = Math.min(1, longestSide / width, longestSide / height);
    try {
      const picture = await this.host.mask(
        {
          sequence: this.sequence,
          side,
          region: { x: 0, y: 0, width, height },
          width: Math.max(Math.round(width * density), 1),
          height: Math.max(Math.round(height * density), 1),
        },
        this.closing.signal,
      );
      const bitmap = await createImageBitmap(imageDataOf(picture));
      if (this.closing.signal.aborted) {
        bitmap.close();
        return;
      }
      this.bitmaps.set(side, bitmap);
      this.changed();
    } catch (thrown) {
      if (!this.closing.signal.aborted) this.failed(thrown);
    }
  }
}
