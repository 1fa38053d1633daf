import { html, nothing, type TemplateResult } from 'lit';
import type { ViewState } from '../src/shared/viewState.ts';
import { describeOrientation } from '../src/shared/shape.ts';
import { formatBytes } from './format.ts';

const formatNames = {
  png: 'PNG',
  jpeg: 'JPEG',
  webp: 'WebP',
  bmp: 'BMP',
  tiff: 'TIFF',
  npy: 'NPY',
  gif: 'GIF',
} as const;

/** One line on the file: name, size, channels, type, bytes, format, orientation with what it does, notes. */
export function factsLine({ image, steps }: ViewState): TemplateResult | typeof nothing {
  if (!image) return nothing;
  const { name, facts } = image;
  const { shape, orientation, bytes, format, notes } = facts;
  const channels = { 1: '1 channel', 3: '3 channels, RGB', 4: '4 channels, RGBA' }[shape.channels];
  const parts = [
    shape.vector ? `${shape.width} values` : `${shape.width} × ${shape.height}`,
    shape.vector ? '1-D' : channels,
    shape.dtype,
    formatBytes(bytes),
    formatNames[format],
  ];
  const oriented = steps.some(step => step.operation === 'orient' && step.enabled);
  const applied = orientation === 1 ? '' : oriented ? ', applied by orient' : ', not applied: stored frame';
  return html`<p class="facts" aria-label="Facts of the file">
    <span class="name" title=${name}>${name}</span>
    ${parts.map(part => html`<span class="fact">${part}</span>`)}
    ${
      orientation === 1 && format !== 'jpeg' && format !== 'tiff'
        ? nothing
        : html`<span class="fact"
            >EXIF orientation ${orientation}: ${describeOrientation(orientation)}${applied}</span
          >`
    }
    ${notes.map(note => html`<span class="fact note">${note}</span>`)}
  </p>`;
}
