import { onThemeChange, themeColor } from '../colors.ts';
import { onPixelRatioChange } from '../pixelRatio.ts';
import type { Known, SizeRange } from './known.ts';

/** CSS pixels. */
const chartHeight = 160;
const margin = { left: 34, bottom: 20, top: 6, right: 8 };
/** A shorter drag is a click. */
const shortestDrag = 4;

interface Dot {
  readonly width: number;
  readonly height: number;
  readonly count: number;
}

/** Width against height of the images; dragging over it picks a range. */
export class SizeScatter {
  readonly element = document.createElement('div');
  private readonly canvas = document.createElement('canvas');
  private dots: readonly Dot[] = [];
  private most = 1;
  private marked: SizeRange | undefined;
  private from: readonly [x: number, y: number] | undefined;
  private to: readonly [x: number, y: number] | undefined;

  constructor(private readonly choose: (sizes: SizeRange | undefined) => void) {
    this.element.className = 'scatter';
    this.element.append(this.canvas);
    this.canvas.setAttribute('role', 'img');
    new ResizeObserver(() => {
      this.draw();
    }).observe(this.element);
    onThemeChange(() => {
      this.draw();
    });
    onPixelRatioChange(() => {
      this.draw();
    });
    this.canvas.addEventListener('pointerdown', event => {
      this.canvas.setPointerCapture(event.pointerId);
      this.from = this.to = [event.offsetX, event.offsetY];
    });
    this.canvas.addEventListener('pointermove', event => {
      if (!this.from) return;
      this.to = [event.offsetX, event.offsetY];
      this.draw();
    });
    this.canvas.addEventListener('pointerup', () => {
      this.finish();
    });
    this.canvas.addEventListener('pointercancel', () => {
      this.from = this.to = undefined;
      this.draw();
    });
  }

  show(known: Known | undefined): void {
    const { sizes = [], differentSizes = 0 } = known?.figures ?? {};
    this.dots = sizes;
    this.most = Math.max(1, ...sizes.map(({ width, height }) => Math.max(width, height)));
    const frequent = sizes.slice(0, 5).map(({ width, height, count }) => `${width}×${height}: ${count}`);
    this.canvas.setAttribute(
      'aria-label',
      `Width against height, ${differentSizes} different sizes. The most frequent: ${frequent.join('; ')}.`,
    );
    this.draw();
  }

  /** Ranges that end before they begin hold nothing, and are not marked. */
  mark(sizes: SizeRange | undefined): void {
    if (sizes === this.marked) return;
    this.marked = sizes;
    this.draw();
  }

  private finish(): void {
    const { from, to } = this;
    this.from = this.to = undefined;
    if (!from || !to) return;
    const [x, y] = [Math.abs(from[0] - to[0]), Math.abs(from[1] - to[1])];
    if (Math.max(x, y) < shortestDrag) this.choose(undefined);
    else {
      const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
      const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
      this.choose({
        width: [this.valueAt(left, 'x'), this.valueAt(right, 'x')],
        height: [this.valueAt(bottom, 'y'), this.valueAt(top, 'y')],
      });
    }
    this.draw();
  }

  private get area() {
    const { left, right, top, bottom } = margin;
    const width = Math.max(this.element.clientWidth - left - right, 1);
    return { width, height: chartHeight - top - bottom };
  }

  /** Within the chart, whatever was asked for. */
  private placeOf(value: number, axis: 'x' | 'y'): number {
    const { width, height } = this.area;
    const share = Math.min(value / (this.most * 1.05), 1);
    return axis === 'x' ? margin.left + share * width : margin.top + (1 - share) * height;
  }

  private valueAt(place: number, axis: 'x' | 'y'): number {
    const { width, height } = this.area;
    const share = axis === 'x' ? (place - margin.left) / width : 1 - (place - margin.top) / height;
    return Math.max(share, 0) * this.most * 1.05;
  }

  private draw(): void {
    const { canvas } = this;
    const width = this.element.clientWidth;
    if (width === 0) return;
    const ratio = devicePixelRatio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(chartHeight * ratio);
    const context = canvas.getContext('2d')!;
    context.scale(ratio, ratio);
    const text = themeColor('--vscode-descriptionForeground', '--vscode-foreground');
    this.drawAxes(context, text);
    context.fillStyle = themeColor('--vscode-charts-blue', '--vscode-foreground');
    context.globalAlpha = 0.6;
    const largest = Math.log1p(Math.max(1, ...this.dots.map(({ count }) => count)));
    for (const dot of this.dots) {
      const radius = 2 + (4 * Math.log1p(dot.count)) / largest;
      context.beginPath();
      context.arc(this.placeOf(dot.width, 'x'), this.placeOf(dot.height, 'y'), radius, 0, 2 * Math.PI);
      context.fill();
    }
    context.globalAlpha = 1;
    this.drawRange(context);
  }

  private drawAxes(context: CanvasRenderingContext2D, color: string): void {
    const { width, height } = this.area;
    context.strokeStyle = context.fillStyle = color;
    context.font = `11px ${themeColor('--vscode-font-family') || 'sans-serif'}`;
    context.lineWidth = 1;
    context.globalAlpha = 0.5;
    context.strokeRect(margin.left + 0.5, margin.top + 0.5, width - 1, height - 1);
    context.globalAlpha = 1;
    const step = niceStep(this.most / 3);
    for (let value = step; value <= this.most * 1.05; value += step) {
      context.textAlign = 'center';
      context.fillText(String(value), this.placeOf(value, 'x'), chartHeight - 6);
      context.textAlign = 'right';
      context.fillText(String(value), margin.left - 4, this.placeOf(value, 'y') + 4);
    }
  }

  private drawRange(context: CanvasRenderingContext2D): void {
    const { from, to, marked } = this;
    const corners =
      from && to
        ? [from[0], from[1], to[0], to[1]]
        : marked && holdsAny(marked)
          ? [
              this.placeOf(marked.width[0], 'x'),
              this.placeOf(marked.height[1], 'y'),
              this.placeOf(marked.width[1], 'x'),
              this.placeOf(marked.height[0], 'y'),
            ]
          : undefined;
    if (!corners) return;
    const [x0, y0, x1, y1] = corners as [number, number, number, number];
    context.strokeStyle = context.fillStyle = themeColor('--vscode-focusBorder', '--vscode-foreground');
    context.globalAlpha = 0.2;
    context.fillRect(x0, y0, x1 - x0, y1 - y0);
    context.globalAlpha = 1;
    context.strokeRect(x0, y0, x1 - x0, y1 - y0);
  }
}

function holdsAny({ width, height }: SizeRange): boolean {
  return width[0] <= width[1] && height[0] <= height[1];
}

/** 1, 2 or 5 times a power of ten, at least a value. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(least, 1)));
  return [1, 2, 5, 10].map(factor => factor * power).find(step => step >= least) ?? 10 * power;
}
