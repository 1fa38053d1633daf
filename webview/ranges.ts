import { html, type TemplateResult } from 'lit';
import type { IntegerParameter, NumberParameter } from '../src/shared/catalogue.ts';

/** The part of a parameter's range that a slider covers; the field beside it takes the rest. */
export interface SoftRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
}

/** Ranges wider than this are no use on a slider. */
const widest = 512;
/** What people mean by sides of images that a network sees. */
const usualSide = 1024;

/** The slider's range for a parameter, or undefined when a slider would not help. */
export function softRange(parameter: IntegerParameter | NumberParameter): SoftRange | undefined {
  const { minimum, maximum } = parameter;
  if (parameter.kind === 'integer') {
    const end = parameter.unit === 'px' ? Math.min(maximum, parameter.odd ? 31 : usualSide) : maximum;
    if (end - minimum > Math.max(widest, usualSide)) return undefined;
    if (parameter.odd) return { minimum: minimum + ((minimum + 1) % 2), maximum: end, step: 2 };
    return { minimum, maximum: end, step: 1 };
  }
  const end = minimum === 0 ? Math.min(maximum, 10) : maximum;
  if (maximum - minimum > widest && minimum !== 0) return undefined;
  if (maximum > 1000 && minimum === 0) return undefined;
  return { minimum, maximum: end, step: (end - minimum) / 100 };
}

export function rangeInput(
  range: SoftRange,
  value: number | undefined,
  name: string,
  change: (value: number) => void,
): TemplateResult {
  return html`<input
    type="range"
    aria-label=${`${name}: slider`}
    min=${range.minimum}
    max=${range.maximum}
    step=${range.step}
    .value=${String(value ?? range.minimum)}
    @input=${(event: Event) => {
      // Steps of a hundredth leave digits like 0.30000000000000004.
      change(Number((event.currentTarget as HTMLInputElement).valueAsNumber.toPrecision(6)));
    }}
  />`;
}
