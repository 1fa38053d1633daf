import type {
  ArrayParameter,
  BooleanParameter,
  ChoiceParameter,
  ColorParameter,
  IntegerParameter,
  MatrixParameter,
  NumberParameter,
  NumbersParameter,
  PairParameter,
  Parameter,
  SizeParameter,
  StepsParameter,
} from '../shared/catalogue.ts';
import type { Step } from '../shared/pipeline.ts';

/** Largest side of an image, in pixels. */
export const maximumSide = 65535;

/**
 * Builders for an operation's parameters. Each keeps the literal type of what it is given, so that `ValuesOf` knows
 * which parameters are always there: one with `absent` may be undefined, all others have a value.
 */
export const integer = <const P extends Omit<IntegerParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'integer', ...parameter }) as const;
export const number = <const P extends Omit<NumberParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'number', ...parameter }) as const;
export const boolean = <const P extends Omit<BooleanParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'boolean', ...parameter }) as const;
export const choice = <const P extends Omit<ChoiceParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'choice', ...parameter }) as const;
export const numbers = <const P extends Omit<NumbersParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'numbers', ...parameter }) as const;
export const color = <const P extends Omit<ColorParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'color', ...parameter }) as const;
export const size = <const P extends Omit<SizeParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'size', ...parameter }) as const;
export const pair = <const P extends Omit<PairParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'pair', ...parameter }) as const;
/** The ends of a range that is drawn from, the lower one first. */
export const range = <const P extends Omit<PairParameter, 'kind' | 'range'>>(parameter: P) =>
  ({ kind: 'pair', range: true, ...parameter }) as const;
export const matrix = <const P extends Omit<MatrixParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'matrix', ...parameter }) as const;
export const array = <const P extends Omit<ArrayParameter, 'kind'>>(parameter: P) =>
  ({ kind: 'array', ...parameter }) as const;

export const steps = <const P extends Omit<StepsParameter, 'kind' | 'required'>>(parameter: P) =>
  ({ kind: 'steps', required: true, ...parameter }) as const;

export const width = integer({
  minimum: 1,
  maximum: maximumSide,
  unit: 'px',
  doc: 'Width of the result.',
  required: true,
});
export const height = integer({
  minimum: 1,
  maximum: maximumSide,
  unit: 'px',
  doc: 'Height of the result.',
  required: true,
});

export const fill = color({ default: [0], doc: 'Colour of the added pixels, in the units of the image.' });

export const position = choice({
  default: 'center',
  doc: 'Where the image sits in the result; with center, an odd pixel is added at the bottom and right.',
  choices: [
    { value: 'center', doc: 'In the middle.' },
    { value: 'top_left', doc: 'At the top left.' },
    { value: 'top_right', doc: 'At the top right.' },
    { value: 'bottom_left', doc: 'At the bottom left.' },
    { value: 'bottom_right', doc: 'At the bottom right.' },
  ],
});

export const interpolation = choice({
  default: 'bilinear',
  doc: 'How values between pixels are found.',
  choices: [
    { value: 'nearest', doc: 'The nearest pixel.' },
    { value: 'bilinear', doc: 'Linear in x and y.' },
    { value: 'bicubic', doc: 'Cubic, a = −0.75 (opencv) or −0.5 (pillow).' },
    { value: 'area', doc: 'Mean of the covered area (box).' },
    { value: 'lanczos', doc: 'Windowed sinc, 8 taps (opencv) or a = 3 (pillow).' },
  ],
});

export const antialias = boolean({
  absent: 'True with match pillow, false with opencv.',
  doc: 'Widens the filter when the image shrinks, so that every pixel counts; nearest and area stay as they are.',
});

export const borderMode = choice({
  default: 'reflect_101',
  doc: 'What lies beyond the edge, for a row a b c d.',
  choices: [
    { value: 'constant', doc: 'A constant: 0 0 | a b c d | 0 0.' },
    { value: 'replicate', doc: 'The edge pixel: a a | a b c d | d d.' },
    { value: 'reflect', doc: 'Mirrored with the edge: b a | a b c d | d c.' },
    { value: 'reflect_101', doc: 'Mirrored without the edge: c b | a b c d | c b.' },
    { value: 'wrap', doc: 'The other side: c d | a b c d | a b.' },
  ],
});

/** Declared by operations whose arithmetic differs between libraries. */
export const match = choice({
  default: 'opencv',
  inherited: true,
  doc: 'Whose arithmetic is reproduced; when not written, the pipeline’s `match`.',
  choices: [
    { value: 'opencv', doc: 'OpenCV, as in cv2.' },
    { value: 'pillow', doc: 'Pillow, as in PIL.Image and torchvision.' },
  ],
});

export type ParameterMap = Readonly<Record<string, Parameter>>;

type Bare<P extends Parameter> = P extends { kind: 'integer' | 'number' }
  ? number
  : P extends { kind: 'boolean' }
    ? boolean
    : P extends { kind: 'choice'; choices: readonly { value: infer V }[] }
      ? V
      : P extends { kind: 'numbers' | 'color' }
        ? readonly number[]
        : P extends { kind: 'size' }
          ? readonly [height: number, width: number]
          : P extends { kind: 'pair' }
            ? readonly [number, number]
            : P extends { kind: 'matrix' }
              ? readonly (readonly number[])[]
              : P extends { kind: 'array'; axes: infer Axes }
                ? string | (Axes extends 1 ? readonly number[] : readonly (readonly number[])[])
                : P extends { kind: 'steps' }
                  ? readonly Step[]
                  : never;

/** The resolved values of declared parameters, by name. */
export type ValuesOf<P extends ParameterMap> = {
  readonly [Name in keyof P]: P[Name] extends { absent: string } ? Bare<P[Name]> | undefined : Bare<P[Name]>;
};

export type Interpolation = Bare<typeof interpolation>;
export type Position = Bare<typeof position>;
export type BorderMode = Bare<typeof borderMode>;
