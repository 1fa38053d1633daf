import { applyMap } from '../src/shared/affine.ts';
import type { Side } from '../src/shared/view.ts';
import type { Arrangement, Placement } from './arrangement.ts';
import { StageColors } from './colors.ts';
import { drawComparison, drawCross } from './compare.ts';
import type { Memory } from './memory.ts';
import { drawSceneLabels } from './sceneLabels.ts';
import { Numbers } from './numbers.ts';
import type { Scene } from './scene.ts';
import type { Size } from './viewport.ts';

/** The place the read-out speaks of, in pixels of both frames, not rounded. */
export interface Spot {
  readonly before: readonly [x: number, y: number];
  readonly after: readonly [x: number, y: number];
}

/** Paints a scene as it is arranged: pictures, the numbers on their pixels, and the place that is pointed at. */
export class Painter {
  private readonly numbers: Record<Side, Numbers> = {
    before: new Numbers(),
    after: new Numbers(),
    difference: new Numbers(),
  };
  private readonly colors: StageColors;

  constructor(
    private readonly context: CanvasRenderingContext2D,
    /** Called when the theme has changed. */
    changed: () => void,
  ) {
    this.colors = new StageColors(context, changed);
  }

  /** Forgets the numbers that were drawn: the values or how they are shown have changed. */
  clear(): void {
    for (const numbers of Object.values(this.numbers)) numbers.clear();
  }

  /** Returns whether numbers are on the pixels. While the picture moves, those that were drawn move with it. */
  paint(
    canvas: Size,
    arrangement: Arrangement,
    scene: Scene,
    mappings: Memory['mappings'],
    {
      spot,
      settled,
      labels,
    }: { readonly spot: Spot | undefined; readonly settled: boolean; readonly labels: boolean },
  ): boolean {
    const { context, colors } = this;
    // Until the first difference is there, the after stands in its place.
    const tilesOf = ({ side }: Placement) =>
      (scene.layerOf(side) ?? (side === 'difference' ? scene.layerOf('after') : undefined))?.tiles ?? [];
    drawComparison(context, canvas, arrangement, tilesOf, colors.current);
    if (labels) drawSceneLabels(context, arrangement, scene, this.colors.textFont);
    let numbered = false;
    for (const placement of arrangement.placements) {
      const { side } = placement;
      const drawn = this.numbers[side].draw(
        context,
        placement,
        scene.valuesOf(side),
        scene.levelsOf(side, mappings),
        devicePixelRatio,
        colors.font,
        settled,
      );
      numbered ||= drawn;
    }
    if (arrangement.sideBySide && spot) {
      for (const { side, transform, clip } of arrangement.placements) {
        const [x, y] = spot[side === 'before' ? 'before' : 'after'];
        drawCross(context, clip, applyMap(transform, x, y), devicePixelRatio);
      }
    }
    return numbered;
  }
}
