import { html, type TemplateResult } from 'lit';
import type { IntegerParameter, NumberParameter, PairParameter } from '../src/shared/catalogue.ts';

/** The part of a parameter's range that a slider covers; the field beside it takes the rest. */
export interface VisibleRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  /** Equal ways of the slider are equal factors. */
  readonly logarithmic?: true;
}

type Ranged = IntegerParameter | NumberParameter | PairParameter;

/** What people mean by sides of images that a network sees. */
const usualSide = 1024;
/** Whole numbers above this, such as seeds, are not chosen by sliding. */
const countable = 65535;
/** Kernels that are wider are rare. */
const usualKernel = 31;
/** Ways of a logarithmic slider. */
const ways = 1000;

/**
 * The slider's range for a parameter, or undefined when a slider would not help: the declared range where it is small,
 * else what lies around the default.
 *
 * @param fullRange largest value of the image's type, for parameters in its units
 */
export function visibleRange(parameter: Ranged, fullRange: number): VisibleRange | undefined {
  const { minimum, maximum } = parameter;
  if (parameter.kind === 'integer') return wholeRange(parameter);
  const standard = Array.isArray(parameter.default)
    ? Math.max(...parameter.default.map(Math.abs))
    : Math.abs((parameter.default as number | undefined) ?? 0);
  if (minimum < 0) {
    // An image's values, or factors of them.
    if (maximum >= 1e6)
      return standard > 0 ? linear(-4 * standard, 4 * standard) : linear(-fullRange, fullRange);
    return maximum > -8 * minimum ? linear(minimum, Math.max(3, 4 * standard)) : linear(minimum, maximum);
  }
  if (minimum > 0 && maximum / minimum >= 1e5 && standard > 0) {
    return {
      minimum: Math.max(minimum, standard / 10),
      maximum: Math.min(maximum, standard * 10),
      step: 0,
      logarithmic: true,
    };
  }
  const isSmall =
    maximum <= 10 || (parameter.unit !== undefined && parameter.unit !== 'px' && maximum <= 360);
  return linear(minimum, isSmall ? maximum : Math.min(maximum, Math.max(10, 4 * standard)));
}

function wholeRange({ minimum, maximum, odd, unit }: IntegerParameter): VisibleRange | undefined {
  if (maximum > countable) return undefined;
  if (odd) {
    const end = Math.min(maximum, usualKernel);
    return { minimum: minimum + ((minimum + 1) % 2), maximum: end, step: 2 };
  }
  if (unit === 'px') return { minimum, maximum: Math.min(maximum, usualSide), step: 1 };
  if (maximum - minimum > usualSide && minimum > 0) return { minimum, maximum, step: 1, logarithmic: true };
  return { minimum, maximum, step: 1 };
}

/** Steps are a round number, a hundredth of the range or somewhat finer. */
function linear(minimum: number, maximum: number): VisibleRange {
  const step = 10 ** Math.floor(Math.log10((maximum - minimum) / 100));
  return { minimum, maximum, step };
}

export function rangeInput(
  range: VisibleRange,
  value: number | undefined,
  name: string,
  change: (value: number) => void,
): TemplateResult {
  return slider(range, value ?? range.minimum, `${name}: slider`, change);
}

/** Two ends of a range on one track; neither passes the other. */
export function rangePair(
  range: VisibleRange,
  [low, high]: readonly [number, number],
  name: string,
  change: (value: [number, number]) => void,
): TemplateResult {
  return html`<span class="two-ended">
    ${slider(range, low, `${name}: lowest`, value => {
      change([Math.min(value, high), high]);
    })}
    ${slider(range, high, `${name}: highest`, value => {
      change([low, Math.max(value, low)]);
    })}
  </span>`;
}

function slider(
  range: VisibleRange,
  value: number,
  name: string,
  change: (value: number) => void,
): TemplateResult {
  const { minimum, maximum, step, logarithmic } = range;
  const factor = Math.log(maximum / minimum);
  const position = logarithmic ? (Math.log(Math.max(value, minimum) / minimum) / factor) * ways : value;
  return html`<input
    type="range"
    aria-label=${name}
    aria-valuetext=${String(value)}
    min=${logarithmic ? 0 : minimum}
    max=${logarithmic ? ways : maximum}
    step=${logarithmic ? 1 : step}
    .value=${String(position)}
    @input=${(event: Event) => {
      const at = (event.currentTarget as HTMLInputElement).valueAsNumber;
      if (!logarithmic) {
        // Steps of a hundredth leave digits like 0.30000000000000004.
        change(Number(at.toPrecision(6)));
        return;
      }
      const exact = minimum * Math.exp((at / ways) * factor);
      change(step === 1 ? Math.round(exact) : Number(exact.toPrecision(3)));
    }}
  />`;
}
