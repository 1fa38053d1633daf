/** A resampling kernel: a weight for every distance in source pixels, zero beyond `support`. */
export interface Filter {
  readonly support: number;
  weight(distance: number): number;
}

/** Half open, so that a pixel on the edge of two areas counts once. */
const box: Filter = { support: 0.5, weight: distance => (distance > -0.5 && distance <= 0.5 ? 1 : 0) };

const triangle: Filter = { support: 1, weight: distance => Math.max(0, 1 - Math.abs(distance)) };

/** Keys' cubic convolution, IEEE Trans. ASSP 29 (1981); `a` is the slope at distance 1. */
function cubic(a: number): Filter {
  return {
    support: 2,
    weight(distance) {
      const x = Math.abs(distance);
      if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    },
  };
}

/** Sinc windowed by its own central lobe, `lobes` pixels wide to each side. */
function lanczos(lobes: number): Filter {
  return {
    support: lobes,
    weight: distance =>
      distance >= -lobes && distance < lobes ? sinc(distance) * sinc(distance / lobes) : 0,
  };
}

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}

export const pillowFilters = {
  area: box,
  bilinear: triangle,
  bicubic: cubic(-0.5),
  lanczos: lanczos(3),
} as const satisfies Record<string, Filter>;

/** The kernels that OpenCV interpolates with, for use widened. */
export const opencvFilters = {
  bilinear: triangle,
  bicubic: cubic(-0.75),
  lanczos: lanczos(4),
} as const satisfies Record<string, Filter>;
