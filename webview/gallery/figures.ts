import { html, nothing, type TemplateResult } from 'lit';
import { counted, grouped } from '../../src/shared/counted.ts';
import type { Count, Distribution, SetFigures } from '../../src/shared/datasetReport.ts';
import { button } from '../controls.ts';
import type { SizeRange } from './known.ts';
import { sizeFields } from './sizeFields.ts';
import { styled } from './styled.ts';

export interface FigureActions {
  readonly scatter: HTMLElement;
  readonly sizes: SizeRange | undefined;
  readonly chooseSizes: (sizes: SizeRange | undefined) => void;
  readonly write: () => void;
}

/** The figures of the whole set, each as a number too. */
export function figuresPanel(figures: SetFigures, actions: FigureActions): TemplateResult {
  const { images, readable, bytes, mean, std, meanOf, differentSizes } = figures;
  const rows: readonly (readonly [string, string])[] = [
    ['Images', grouped(images)],
    ['Readable', grouped(readable)],
    ['On disk', formatBytes(bytes)],
    ['Formats', listed(figures.formats)],
    ['Channels', listed(figures.channels)],
    ['Types', listed(figures.dtypes)],
    ['EXIF orientations', listed(figures.orientations)],
    ['Different sizes', grouped(differentSizes)],
    ['Mean', mean.map(short).join(', ')],
    ['Std', std.map(short).join(', ')],
  ];
  return html`<section class="facet figures" id="figures">
    <h2>Figures</h2>
    <table>
      <tbody>
        ${rows.map(
          ([name, value]) =>
            html`<tr>
              <th scope="row">${name}</th>
              <td>${value}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${
      mean.length === 0
        ? nothing
        : html`<p class="hint">
              Mean and std over the pixels of ${counted(meanOf, 'image')}, in pixel units.
            </p>
            ${button({
              id: 'write-normalization',
              label: 'Write into Pipeline…',
              title:
                'Sets mean and std in the normalize step of a pipeline file, as an edit that can be undone',
              onClick: actions.write,
            })}`
    }
    <h3>Sizes <span class="count">width → and height ↑ in pixels</span></h3>
    ${actions.scatter}
    ${
      figures.sizes.length < differentSizes
        ? html`<p class="hint">The ${grouped(figures.sizes.length)} most frequent sizes are drawn.</p>`
        : nothing
    }
    <p class="hint">Drag over the chart, or write here, to see the images of those sizes.</p>
    ${sizeFields(actions.sizes, actions.chooseSizes)}
    ${distribution('Brightness', '0 black, 1 white', figures.brightness)}
    ${distribution('Sharpness', 'variance of the Laplacian', figures.sharpness)}
    ${distribution('Entropy', 'bits', figures.entropy)}
  </section>`;
}

function distribution(
  name: string,
  unit: string,
  figures: Distribution | undefined,
): TemplateResult | typeof nothing {
  if (!figures) return nothing;
  const { minimum, maximum, mean, quartiles, bins, count } = figures;
  const most = Math.max(...bins, 1);
  const text = `${short(minimum)} to ${short(maximum)}, mean ${short(mean)}, median ${short(quartiles[1])}`;
  return html`<h3>${name} <span class="count">${unit}</span></h3>
    <div class="bars" role="img" aria-label="${name} of ${count} images: ${text}">
      ${bins.map(
        (bin, index) =>
          html`<span
            ${styled({ height: `${bin === 0 ? 0 : Math.max((100 * bin) / most, 2)}%` })}
            title="${short(edge(figures, index))} to ${short(edge(figures, index + 1))}: ${bin}"
          ></span>`,
      )}
    </div>
    <p class="hint">${text}</p>`;
}

function edge({ minimum, maximum, bins }: Distribution, index: number): number {
  return minimum + ((maximum - minimum) * index) / bins.length;
}

function listed(counts: readonly Count<string | number>[]): string {
  return counts.map(({ value, count }) => `${value}: ${grouped(count)}`).join('; ');
}

/** Four digits. */
function short(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]!}`;
}
