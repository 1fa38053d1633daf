import { html, type TemplateResult } from 'lit';
import { button, textField } from '../controls.ts';
import type { SizeRange } from './known.ts';

/** Ends that leave nothing out; an empty field stands for them. */
const anySize = [0, Number.MAX_SAFE_INTEGER] as const;

/** The range of sizes in numbers: to read what was dragged, and for who writes instead. */
export function sizeFields(
  sizes: SizeRange | undefined,
  choose: (sizes: SizeRange | undefined) => void,
): TemplateResult {
  const range = sizes ?? { width: anySize, height: anySize };
  const field = (side: 'width' | 'height', end: 0 | 1) => {
    const bound = range[side][end];
    return textField({
      id: `${side}-${end === 0 ? 'least' : 'most'}`,
      name: `${end === 0 ? 'Least' : 'Most'} ${side}, in pixels`,
      placeholder: 'any',
      value: bound === anySize[end] ? '' : String(end === 0 ? Math.ceil(bound) : Math.floor(bound)),
      onInput: text => {
        const digits = text.replace(/\D/g, '').slice(0, 9);
        const written = digits === '' ? anySize[end] : Number(digits);
        const [least, most] = range[side];
        const changed = { ...range, [side]: end === 0 ? [written, most] : [least, written] };
        choose(isAny(changed) ? undefined : changed);
      },
    });
  };
  const row = (side: 'width' | 'height', label: string) =>
    html`<span>${label}</span>${field(side, 0)}<span>to</span>${field(side, 1)}`;
  return html`<div class="size-fields">
    ${row('width', 'Width')} ${row('height', 'Height')}
    ${button({
      id: 'clear-sizes',
      label: 'All Sizes',
      disabled: sizes === undefined,
      onClick: () => {
        choose(undefined);
      },
    })}
  </div>`;
}

function isAny({ width, height }: SizeRange): boolean {
  return [width, height].every(([least, most]) => least === anySize[0] && most === anySize[1]);
}
