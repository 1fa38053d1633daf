import { html, nothing, type TemplateResult } from 'lit';
import type { ImageStatistics } from '../src/shared/statistics.ts';
import { formatChange, formatFigure, formatShare, formatShareChange } from './format.ts';
import { channelNames } from './frame.ts';

type Formatter = (value: number | null | undefined) => string;

interface Figure {
  readonly title: string;
  readonly doc: string;
  readonly of: (statistics: ImageStatistics) => readonly number[];
  readonly format: Formatter;
  readonly formatChange: (change: number) => string;
}

const plain = { format: (value: number | null | undefined) => formatFigure(value), formatChange };
const share = { format: formatShare, formatChange: formatShareChange };

const figures: readonly Figure[] = [
  { title: 'Min', doc: 'Lowest value', of: ({ minimum }) => minimum, ...plain },
  { title: 'Max', doc: 'Highest value', of: ({ maximum }) => maximum, ...plain },
  { title: 'Mean', doc: 'Mean of all values', of: ({ mean }) => mean, ...plain },
  { title: 'Std', doc: 'Population standard deviation', of: s => s.standardDeviation, ...plain },
  { title: 'Median', doc: 'Half of the values are below it', of: ({ median }) => median, ...plain },
  { title: 'Entropy', doc: 'Of the 256-bin histogram, in bits', of: ({ entropy }) => entropy, ...plain },
  { title: 'Clipped low', doc: 'Share of values at the lowest value', of: s => s.clippedLow, ...share },
  { title: 'Clipped high', doc: 'Share of values at the highest value', of: s => s.clippedHigh, ...share },
];

/** Figures of before and after with the change beside each; a group of rows per channel. */
export function statisticsTable(
  before: ImageStatistics | undefined,
  after: ImageStatistics | undefined,
): TemplateResult {
  if (!before && !after) return html`<p class="empty">Computing…</p>`;
  const names = channelNames(Math.max(before?.shape.channels ?? 1, after?.shape.channels ?? 1));
  const matching = !before || !after || before.shape.channels === after.shape.channels;
  const groups = matching
    ? names.map((name, channel) => ({ name, before: channel, after: channel }))
    : [
        ...names.map((name, channel) => ({
          name,
          before: before.shape.channels > 1 ? channel : undefined,
          after: after.shape.channels > 1 ? channel : undefined,
        })),
        {
          name: 'Single channel',
          before: before.shape.channels === 1 ? 0 : undefined,
          after: after.shape.channels === 1 ? 0 : undefined,
        },
      ].filter(group => group.before !== undefined || group.after !== undefined);
  return html`<table class="statistics">
    <caption class="unseen">
      Statistics per channel, before and after
    </caption>
    <thead>
      <tr>
        <th scope="col">Figure</th>
        <th scope="col">Before</th>
        <th scope="col">After</th>
        <th scope="col">Change</th>
      </tr>
    </thead>
    ${groups.map(
      group =>
        html`<tbody data-channel=${group.name}>
          ${
            groups.length > 1
              ? html`<tr class="channel">
                  <th scope="rowgroup" colspan="4">
                    <span class="dot" data-channel=${group.name}></span>${group.name}
                  </th>
                </tr>`
              : nothing
          }
          ${figures.map(figure => figureRow(figure, before, after, group))}
          ${notFiniteRow(before, after, group)}
        </tbody>`,
    )}
    ${sharpnessRow(before?.sharpness, after?.sharpness)}
  </table>`;
}

interface Group {
  readonly before: number | undefined;
  readonly after: number | undefined;
}

function figureRow(
  figure: Figure,
  before: ImageStatistics | undefined,
  after: ImageStatistics | undefined,
  group: Group,
): TemplateResult {
  const left = before && group.before !== undefined ? figure.of(before)[group.before] : undefined;
  const right = after && group.after !== undefined ? figure.of(after)[group.after] : undefined;
  const change = isFinite(left) && isFinite(right) ? right - left : undefined;
  return html`<tr data-figure=${figure.title}>
    <th scope="row" title=${figure.doc}>${figure.title}</th>
    <td>${figure.format(left)}</td>
    <td>${figure.format(right)}</td>
    <td class=${change === undefined || change === 0 ? 'same' : 'changed'}>
      ${change === undefined ? '–' : figure.formatChange(change)}
    </td>
  </tr>`;
}

/** Of the image as a whole, so it stands below the channels. */
function sharpnessRow(left: number | undefined, right: number | undefined): TemplateResult | typeof nothing {
  if (left === undefined && right === undefined) return nothing;
  const doc =
    'Variance of the Laplacian of the gray image, in squared pixel units; little where nothing is sharp';
  const change = isFinite(left) && isFinite(right) ? right - left : undefined;
  return html`<tbody>
    <tr data-figure="Sharpness">
      <th scope="row" title=${doc}>Sharpness</th>
      <td>${formatFigure(left)}</td>
      <td>${formatFigure(right)}</td>
      <td class=${change === undefined || change === 0 ? 'same' : 'changed'}>
        ${change === undefined ? '–' : formatChange(change)}
      </td>
    </tr>
  </tbody>`;
}

/** Values that are not finite are left out of all figures, so they are said where there are any. */
function notFiniteRow(
  before: ImageStatistics | undefined,
  after: ImageStatistics | undefined,
  group: Group,
): TemplateResult | typeof nothing {
  const left = (group.before !== undefined && before?.notFinite[group.before]) || 0;
  const right = (group.after !== undefined && after?.notFinite[group.after]) || 0;
  if (left === 0 && right === 0) return nothing;
  return html`<tr class="warning">
    <th scope="row" title="NaN and infinite values, left out of all figures">Not finite</th>
    <td>${left}</td>
    <td>${right}</td>
    <td>${formatChange(right - left)}</td>
  </tr>`;
}

/** Figures of values that are not finite arrive as null. */
function isFinite(value: number | null | undefined): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
