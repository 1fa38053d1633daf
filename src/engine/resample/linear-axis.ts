import { recent } from '../recent.ts';
import { clampIndex, opencvScale, type Span } from './span.ts';

/** For every target pixel the two source pixels it lies between, and how far on the way from one to the other. */
export interface LinearAxis {
  readonly near: Int32Array;
  readonly far: Int32Array;
  /** 0 at `near`, towards 1 at `far`; in single precision, as OpenCV keeps it. */
  readonly fraction: Float32Array;
}

export type AxisDirection = 'columns' | 'rows';

/** The axis of `cv2.INTER_LINEAR`: pixel centres onto pixel centres. */
export function linearAxis({ source, target, first, count }: Span, direction: AxisDirection): LinearAxis {
  return recentAxis(source, target, first, count, direction);
}

const recentAxis = recent(
  (source: number, target: number, first: number, count: number, direction: AxisDirection) =>
    makeLinearAxis({ source, target, first, count }, direction),
);

function makeLinearAxis(span: Span, direction: AxisDirection): LinearAxis {
  const scale = opencvScale(span);
  return buildAxis(span, direction, place => {
    const center = Math.fround((place + 0.5) * scale - 0.5);
    const index = Math.floor(center);
    return { index, fraction: Math.fround(center - index) };
  });
}

/** The axis of `cv2.INTER_AREA` where the image is enlarged: flat inside a pixel, a ramp only across its edge. */
export function enlargingAreaAxis(span: Span, direction: AxisDirection): LinearAxis {
  const inverse = span.target / span.source;
  const scale = 1 / inverse;
  return buildAxis(span, direction, place => {
    const index = Math.floor(place * scale);
    const past = Math.fround(place + 1 - (index + 1) * inverse);
    return { index, fraction: past <= 0 ? 0 : Math.fround(past - Math.floor(past)) };
  });
}

function buildAxis(
  { source, first, count }: Span,
  direction: AxisDirection,
  locate: (place: number) => { readonly index: number; readonly fraction: number },
): LinearAxis {
  const near = new Int32Array(count);
  const far = new Int32Array(count);
  const fraction = new Float32Array(count);
  for (let place = 0; place < count; place++) {
    const found = locate(first + place);
    const outside = found.index < 0 || found.index >= source - 1;
    near[place] = clampIndex(found.index, source);
    far[place] = clampIndex(found.index + 1, source);
    // Beyond the edge OpenCV mixes a column with nothing but a row with itself, which rounds differently.
    fraction[place] = outside && direction === 'columns' ? 0 : found.fraction;
  }
  return { near, far, fraction };
}
