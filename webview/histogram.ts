import uPlot from 'uplot';
import type { Histogram, ImageStatistics } from '../src/shared/statistics.ts';
import { binCount, highestShown, isCut, roundTicks, sameRange, sharesOf } from './bins.ts';
import { onThemeChange, themeColor } from './colors.ts';
import { formatFigure, formatShare, formatTick } from './format.ts';

/** CSS pixels. */
const chartHeight = 170;
const chartFont = 11;
/** Smallest share on a logarithmic axis: one pixel of ten megapixels. */
const smallestShare = 1e-7;

/** The chart's own numbers: its enumerations are types only. */
const logarithmicScale = 3 as unknown as uPlot.Scale.Distr;
const top = 0 as unknown as uPlot.Axis.Side;
const bottom = 2 as unknown as uPlot.Axis.Side;
const left = 3 as unknown as uPlot.Axis.Side;

interface Data {
  readonly before: ImageStatistics | undefined;
  readonly after: ImageStatistics | undefined;
  readonly logarithmic: boolean;
}

/** The histogram per channel: before as soft areas, after as lines over them, in units of the values. */
export class HistogramChart {
  readonly element = document.createElement('div');
  /** Some bins are taller than the chart, which the legend says. */
  cut = false;
  private chart: uPlot | undefined;
  private data: Data | undefined;

  constructor() {
    this.element.className = 'histogram';
    this.element.setAttribute('role', 'img');
    new ResizeObserver(() => {
      const width = this.element.clientWidth;
      if (width > 0 && this.chart?.width !== width) this.draw();
    }).observe(this.element);
    onThemeChange(() => {
      this.draw();
    });
  }

  show(data: Data): void {
    const { before, after, logarithmic } = data;
    const shown = this.data;
    if (shown?.before === before && shown?.after === after && shown?.logarithmic === logarithmic) return;
    this.data = data;
    this.element.setAttribute('aria-label', describe(data));
    this.draw();
  }

  private draw(): void {
    this.chart?.destroy();
    this.chart = undefined;
    const width = this.element.clientWidth;
    if (!this.data || width === 0) return;
    const { before, after, logarithmic } = this.data;
    const reference = after ?? before;
    if (!reference) return;
    const series: uPlot.Series[] = [{}];
    const columns: (number | null)[][] = [Array.from({ length: binCount + 1 }, (_, index) => index)];
    const add = (statistics: ImageStatistics | undefined, filled: boolean) => {
      for (let channel = 0; channel < (statistics?.histogram.counts.length ?? 0); channel++) {
        const color = channelColor(statistics!.shape.channels, channel);
        columns.push(sharesOf(statistics!.histogram, channel, logarithmic));
        series.push({
          scale: 'y',
          paths: uPlot.paths.stepped!({ align: 1 }),
          points: { show: false },
          spanGaps: false,
          ...(filled ? { width: 0, fill: translucent(color) } : { width: 1.25, stroke: color }),
        });
      }
    };
    add(before, true);
    add(after, false);
    this.cut = !logarithmic && isCut(columns.slice(1));
    this.chart = new uPlot(
      {
        width,
        height: chartHeight,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 12, 0, 0],
        scales: {
          x: { time: false, range: [0, binCount] },
          y: logarithmic
            ? {
                distr: logarithmicScale,
                log: 10,
                range: (_chart, _low, high) => [smallestOf(columns), Math.max(high, 1e-6)],
              }
            : { range: () => [0, highestShown(columns.slice(1))] },
        },
        axes: axes(before?.histogram, after?.histogram, logarithmic),
        series,
      },
      columns as uPlot.AlignedData,
      this.element,
    );
  }
}

function axes(
  before: Histogram | undefined,
  after: Histogram | undefined,
  logarithmic: boolean,
): uPlot.Axis[] {
  const color = themeColor('--vscode-descriptionForeground', '--vscode-foreground');
  const font = `${chartFont}px ${themeColor('--vscode-font-family') || 'sans-serif'}`;
  const grid = { stroke: translucent(color, 0.2), width: 1 };
  const look = { stroke: color, font, labelFont: font, labelSize: 16, labelGap: 0, gap: 3 };
  const valueAxis = (histogram: Histogram, side: uPlot.Axis.Side, label: string): uPlot.Axis => ({
    ...look,
    scale: 'x',
    side,
    label,
    size: 22,
    grid: side === bottom ? grid : { show: false },
    ticks: { show: true, stroke: grid.stroke, size: 4 },
    splits: chart => roundTicks(histogram, chart.width / 70).map(({ position }) => position),
    values: chart => roundTicks(histogram, chart.width / 70).map(({ value }) => formatTick(value)),
  });
  const together = !before || !after || sameRange(before, after);
  return [
    valueAxis((after ?? before)!, bottom, together ? 'value' : 'value after (line)'),
    {
      ...look,
      scale: 'y',
      side: left,
      size: 46,
      grid,
      ticks: { show: false },
      values: (_chart, splits) => splits.map(split => shareLabel(split, logarithmic)),
    },
    ...(together ? [] : [valueAxis(before, top, 'value before (area)')]),
  ];
}

/** Powers of ten only on the logarithmic axis, where the marks between them crowd. */
function shareLabel(share: number, logarithmic: boolean): string {
  if (logarithmic && Math.abs(Math.log10(share) - Math.round(Math.log10(share))) > 1e-6) return '';
  if (share !== 0 && share < 1e-4) return `${(share * 100).toExponential(0).replace('-', '\u2212')} %`;
  return `${Number((share * 100).toPrecision(3))} %`;
}

function smallestOf(columns: readonly (readonly (number | null)[])[]): number {
  let smallest = 1;
  for (const column of columns.slice(1))
    for (const share of column) if (share !== null && share > 0) smallest = Math.min(smallest, share);
  return Math.max(10 ** Math.floor(Math.log10(smallest)), smallestShare);
}

/** Colours that are told apart in every theme; a single channel takes the text's colour. */
function channelColor(channels: number, channel: number): string {
  if (channels === 1) return themeColor('--vscode-charts-foreground', '--vscode-foreground');
  const names = ['red', 'green', 'blue', 'purple'];
  return themeColor(`--vscode-charts-${names[channel] ?? 'foreground'}`, '--vscode-foreground');
}

function translucent(color: string, opacity = 0.28): string {
  return `color-mix(in srgb, ${color} ${opacity * 100}%, transparent)`;
}

function describe({ before, after }: Data): string {
  const part = (name: string, statistics: ImageStatistics | undefined) => {
    if (!statistics) return '';
    const { low, high } = statistics.histogram;
    const mean = statistics.mean.map(value => formatFigure(value, 4)).join(', ');
    return ` ${name}: values from ${formatFigure(low)} to ${formatFigure(high)}, mean ${mean}, clipped high ${statistics.clippedHigh.map(formatShare).join(', ')}.`;
  };
  return `Histogram.${part('Before', before)}${part('After', after)}`;
}
