import { html, nothing, type TemplateResult } from 'lit';
import type { DatasetImage } from '../../src/shared/dataset.ts';
import type { KnownFinding } from './known.ts';
import { labelCanvas, type LabelLook } from './tileLabels.ts';
import type { TilePicture } from './tiles.ts';

/** One tile of the grid: the picture, or why there is none, and the file's name. */
export function tile(options: {
  readonly position: number;
  readonly column: number;
  readonly image: DatasetImage;
  readonly picture: TilePicture | undefined;
  readonly findings: readonly KnownFinding[];
  /** Undefined: labels are not to be seen. */
  readonly labels: LabelLook | undefined;
  /** The picture is not yet the one that is asked for. */
  readonly pending: boolean;
  readonly selected: boolean;
  readonly active: boolean;
}): TemplateResult {
  const { position, column, image, picture, findings, labels, pending, selected, active } = options;
  const { relativePath } = image;
  const name = relativePath.slice(relativePath.lastIndexOf('/') + 1);
  return html`<div
    role="gridcell"
    id="tile-${position}"
    class="tile ${selected ? 'selected' : ''} ${active ? 'active' : ''} ${pending ? 'pending' : ''}"
    data-position=${position}
    aria-colindex=${column + 1}
    aria-selected=${selected ? 'true' : 'false'}
    aria-label=${describe(image, picture, findings)}
    title=${titleOf(image, picture, findings)}
  >
    <div class="picture">
      ${
        picture?.address === undefined
          ? nothing
          : html`<img src=${picture.address} alt="" decoding="async" draggable="false" />`
      }
      ${
        picture?.problem
          ? html`<p class="problem"><span>${picture.problem.message}</span></p>`
          : picture
            ? nothing
            : html`<div class="waiting"></div>`
      }
      ${labels && picture ? labelCanvas(picture, labels) : nothing}
      ${findings.length > 0 ? badge(findings) : nothing}
    </div>
    <div class="name">${name}</div>
  </div>`;
}

/** How many findings there are; the worst gives the colour. */
function badge(findings: readonly KnownFinding[]): TemplateResult {
  const worst = (['error', 'warning', 'information'] as const).find(severity =>
    findings.some(finding => finding.severity === severity),
  );
  return html`<span class="badge" data-severity=${worst ?? nothing} aria-hidden="true"
    >${findings.length}</span
  >`;
}

function describe(
  image: DatasetImage,
  picture: TilePicture | undefined,
  findings: readonly KnownFinding[],
): string {
  const { relativePath, classes, split } = image;
  const parts = [relativePath];
  if (classes.length > 0) parts.push(`class ${classes.join(', ')}`);
  if (split !== undefined) parts.push(`split ${split}`);
  if (picture?.problem) parts.push(picture.problem.message);
  parts.push(...findings.map(({ message }) => message));
  return parts.join('; ');
}

function titleOf(
  image: DatasetImage,
  picture: TilePicture | undefined,
  findings: readonly KnownFinding[],
): string {
  const { relativePath, classes, split, objects } = image;
  const lines = [relativePath];
  const { width, height, shape } = picture ?? {};
  if (shape) lines.push(`${shape.width} × ${shape.height} × ${shape.channels}, ${shape.dtype}`);
  else if (width !== undefined && height !== undefined) lines.push(`${width} × ${height}`);
  if (classes.length > 0) lines.push(`Class: ${classes.join(', ')}`);
  if (split !== undefined) lines.push(`Split: ${split}`);
  if (objects !== undefined) lines.push(`Objects: ${objects}`);
  if (findings.length > 0) lines.push('', ...findings.map(({ message }) => message));
  const { problem } = picture ?? {};
  if (problem) lines.push('', problem.message, ...(problem.hint === undefined ? [] : [problem.hint]));
  return lines.join('\n');
}
