import { applyMap, invert } from '../src/shared/affine.ts';
import type { Zoom } from '../src/shared/viewState.ts';
import {
  arrange,
  placementAt,
  possibleMode,
  toAfter,
  toBefore,
  type Arrangement,
  type Placement,
} from './arrangement.ts';
import { Divider } from './divider.ts';
import { listenToGestures } from './gestures.ts';
import type { Memory } from './memory.ts';
import { Painter, type Spot } from './painter.ts';
import { onPixelRatioChange } from './pixelRatio.ts';
import type { Scene } from './scene.ts';
import {
  axisScales,
  limitScale,
  panned,
  visibleRegion,
  zoomedAround,
  type Size,
  type Viewport,
} from './viewport.ts';

/** What the stage tells the page and asks of it. */
export interface StageOwner {
  readonly memory: Memory;
  remember(change: { view?: Viewport | undefined; divider?: number }): void;
  zoomed(zoom: Zoom): void;
  pointed(spot: Spot | undefined): void;
  failed(thrown: unknown): void;
}

/** Pictures of the exact zoom are fetched when nothing has moved for this long, in milliseconds. */
const settleAfter = 80;

/** The canvas on which before and after are compared: draws the scene, pans, zooms and points. */
export class Stage {
  readonly element = document.createElement('div');
  private readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('2d')!;
  private readonly divider: Divider;
  private readonly painter: Painter;
  private scene: Scene | undefined;
  /** The place of the canvas that is pointed at, in device pixels. */
  private pointer: readonly [x: number, y: number] | undefined;
  private spot: Spot | undefined;
  private frameRequest = 0;
  /** Panned or zoomed just now. */
  private moving = false;
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly owner: StageOwner) {
    this.element.className = 'stage';
    this.element.tabIndex = 0;
    this.element.setAttribute('role', 'group');
    this.element.setAttribute(
      'aria-label',
      'Comparison of before and after. Arrow keys move the picture, plus and minus zoom, 0 fits, A shows actual size.',
    );
    this.canvas.setAttribute('role', 'img');
    this.divider = new Divider(divider => {
      owner.remember({ divider });
    });
    this.element.append(this.canvas, tag('before', 'Before'), tag('after', 'After'), this.divider.element);
    this.painter = new Painter(this.context, () => {
      this.invalidate();
    });
    listenToGestures(this.element, this);
    new ResizeObserver(() => {
      this.measure();
    }).observe(this.element);
    onPixelRatioChange(() => {
      this.measure();
    });
  }

  /** Size of the canvas in device pixels. */
  get size(): Size {
    return { width: this.canvas.width, height: this.canvas.height };
  }

  show(scene: Scene | undefined): void {
    this.scene = scene;
    this.clearNumbers();
    this.canvas.setAttribute('aria-label', scene ? `${scene.name}, before and after` : 'No picture');
    this.invalidate();
  }

  /** How values are shown has changed. */
  clearNumbers(): void {
    this.painter.clear();
  }

  /** Draws anew before the next frame. */
  invalidate(): void {
    this.frameRequest ||= requestAnimationFrame(() => {
      this.frameRequest = 0;
      this.draw();
    });
    this.settleSoon();
  }

  get zoom(): Zoom {
    const arrangement = this.arrangement();
    const { view } = this.owner.memory;
    return { scale: (view ?? arrangement?.fit)?.scale ?? 1, fit: !view };
  }

  /** Device pixels per image pixel around a point of the canvas (the middle when none is given), or `fit`. */
  zoomTo(scale: number | 'fit', x?: number, y?: number): void {
    const arrangement = this.arrangement();
    if (!arrangement) return;
    if (scale === 'fit') {
      this.move(undefined);
      return;
    }
    const { pane, fit } = arrangement;
    const view = this.owner.memory.view ?? fit;
    const [centreX, centreY] =
      x === undefined || y === undefined
        ? [pane.x + pane.width / 2, pane.y + pane.height / 2]
        : this.inAfterPane(arrangement, x, y);
    this.move(
      panned(
        zoomedAround(view, pane, centreX, centreY, limitScale(scale, fit)),
        this.scene!.frames.after,
        0,
        0,
      ),
    );
  }

  zoomBy(factor: number, x?: number, y?: number): void {
    this.zoomTo(this.zoom.scale * factor, x, y);
  }

  /** Moves the picture by device pixels; begun over the before of a pair, it moves with that one's picture. */
  panBy(dx: number, dy: number, from?: readonly [x: number, y: number]): void {
    const arrangement = this.arrangement();
    if (!arrangement || !this.scene) return;
    const view = this.owner.memory.view ?? arrangement.fit;
    const placement = from && placementAt(arrangement, ...from);
    let [moveX, moveY] = [dx, dy];
    if (arrangement.sideBySide && placement?.side === 'before' && from) {
      const [x0, y0] = this.inAfterPane(arrangement, ...from);
      const [x1, y1] = this.inAfterPane(arrangement, from[0] + dx, from[1] + dy, placement);
      [moveX, moveY] = [x1 - x0, y1 - y0];
    }
    this.move(panned(view, this.scene.frames.after, moveX, moveY));
  }

  /** Points at a place of the canvas, in device pixels; at nothing when none is given. */
  point(x?: number, y?: number): void {
    const arrangement = this.arrangement();
    this.pointer = x === undefined || y === undefined ? undefined : [x, y];
    this.findSpot(arrangement);
    if (arrangement?.sideBySide) this.invalidate();
  }

  /** Points at the middle of the pane, for the keyboard. */
  pointAtMiddle(): void {
    const pane = this.arrangement()?.pane;
    if (pane) this.point(pane.x + pane.width / 2, pane.y + pane.height / 2);
  }

  /** What is under the pointer, which rests while pictures change and move below it. */
  private findSpot(arrangement: Arrangement | undefined): void {
    const spot = arrangement && this.pointer && this.spotAt(arrangement, ...this.pointer);
    if (String([spot?.before, spot?.after]) === String([this.spot?.before, this.spot?.after])) return;
    this.spot = spot;
    this.owner.pointed(spot);
  }

  private spotAt(arrangement: Arrangement, x: number, y: number): Spot | undefined {
    const placement = placementAt(arrangement, x, y);
    const inverse = placement && invert(placement.transform);
    if (!inverse || !this.scene) return undefined;
    const { frames } = this.scene;
    const [px, py] = applyMap(inverse, x, y);
    if (placement.side === 'before') return { before: [px, py], after: toAfter(frames, 'before', px, py) };
    return { before: toBefore(frames, px, py), after: [px, py] };
  }

  /** Where on the after's pane the place under a point of the canvas is. */
  private inAfterPane(
    arrangement: Arrangement,
    x: number,
    y: number,
    placement: Placement | undefined = placementAt(arrangement, x, y),
  ): readonly [number, number] {
    const inverse = placement && invert(placement.transform);
    if (!arrangement.sideBySide || placement?.side !== 'before' || !inverse || !this.scene) return [x, y];
    const after = toAfter(this.scene.frames, 'before', ...applyMap(inverse, x, y));
    return applyMap(arrangement.placements.at(-1)!.transform, ...after);
  }

  private move(view: Viewport | undefined): void {
    this.moving = true;
    this.owner.remember({ view });
  }

  private arrangement(): Arrangement | undefined {
    const { scene, canvas, owner } = this;
    if (!scene || canvas.width === 0 || canvas.height === 0) return undefined;
    const { compare, view, divider } = owner.memory;
    return arrange(compare, canvas, scene.frames, view, scene.isUntouched ? 0 : divider);
  }

  /** Takes the size that the page gives the stage. */
  measure(): void {
    const ratio = devicePixelRatio;
    const width = Math.round(this.element.clientWidth * ratio);
    const height = Math.round(this.element.clientHeight * ratio);
    if (width === this.canvas.width && height === this.canvas.height) return;
    this.canvas.width = width;
    this.canvas.height = height;
    // Changing the size has emptied the canvas: drawn at once, it does not flicker.
    this.draw();
    this.settleSoon();
  }

  private draw(): void {
    const { scene, canvas, context, owner } = this;
    const arrangement = this.arrangement();
    this.findSpot(arrangement);
    const mode = scene && possibleMode(owner.memory.compare, scene.frames);
    const isSingle = mode === 'slider' && scene?.isUntouched;
    this.divider.update(mode === 'slider' && !isSingle, owner.memory.divider);
    this.element.dataset['mode'] = isSingle ? 'single' : (mode ?? 'none');
    this.element.dataset['split'] = arrangement?.placements[1]?.clip.y === 0 ? 'columns' : 'rows';
    if (!scene || !arrangement) {
      context.clearRect(0, 0, canvas.width, canvas.height);
      return;
    }
    const numbered = this.painter.paint(canvas, arrangement, scene, owner.memory.mappings, {
      spot: this.spot,
      settled: !this.moving,
      labels: owner.memory.labels,
    });
    this.element.dataset['numbers'] = String(numbered);
  }

  private settleSoon(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.settle();
    }, settleAfter);
  }

  /** Asks for the pictures of what is now in view, and tells the zoom. */
  private settle(): void {
    const arrangement = this.arrangement();
    const { scene, owner } = this;
    if (!arrangement || !scene) return;
    owner.zoomed(this.zoom);
    if (this.moving) {
      this.moving = false;
      this.draw();
    }
    for (const { side, transform, clip, frame } of arrangement.placements) {
      // The slider hides part of each side: what is refined is the whole canvas, so that sliding shows no edge.
      const pane = arrangement.sideBySide ? clip : arrangement.pane;
      const visible = visibleRegion(transform, pane, frame);
      const layer = scene.layerOf(side);
      if (!visible || !layer) continue;
      layer.refine(visible, Math.max(...axisScales(transform))).catch((thrown: unknown) => {
        owner.failed(thrown);
      });
    }
  }
}

function tag(side: string, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = `tag ${side}`;
  element.textContent = text;
  return element;
}
