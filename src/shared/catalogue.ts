import type { Step } from './pipeline.ts';

/**
 * What an operation says about itself, as plain data. Completion, hover, forms, CLI help, JSON schema and the
 * documentation are all made from these types; the union of kinds is closed and consumed exhaustively.
 */
export interface OperationEntry {
  readonly id: string;
  readonly title: string;
  readonly family: Family;
  /** One line. */
  readonly doc: string;
  /** Where the arithmetic comes from: a function of a reference library, or a formula. */
  readonly reference: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** Random operations are augmentations: training only, and they accept `p`. */
  readonly random: boolean;
  readonly examples: readonly Example[];
}

export const families = {
  geometry: 'Geometry',
  color: 'Colour',
  filter: 'Filter',
  numeric: 'Values',
  augmentation: 'Augmentation',
} as const;
export type Family = keyof typeof families;

/** A small case a person can check by eye; also run as a test. Pixels are rows of numbers or of channel lists. */
export interface Example {
  readonly doc: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly input: PixelRows;
  readonly output: PixelRows;
}
export type PixelRows = readonly (readonly (number | readonly number[])[])[];

interface Common {
  readonly doc: string;
  readonly unit?: string;
  /** The parameter must be written. Exactly one of `required`, `default` and `absent` is there. */
  readonly required?: true;
  /** What happens when the parameter is not written and has no default of its own. */
  readonly absent?: string;
  /** The value of another parameter without which this one has no effect. */
  readonly usedWith?: { readonly parameter: string; readonly value: string };
}

export interface IntegerParameter extends Common {
  readonly kind: 'integer';
  readonly minimum: number;
  readonly maximum: number;
  /** Only odd values (and 0 where the minimum allows it). */
  readonly odd?: true;
  readonly default?: number;
  /** When not written, the pipeline's own key of the same name holds. */
  readonly inherited?: true;
}

export interface NumberParameter extends Common {
  readonly kind: 'number';
  readonly minimum: number;
  readonly maximum: number;
  /** The minimum itself is refused. */
  readonly exclusiveMinimum?: true;
  readonly default?: number;
}

export interface BooleanParameter extends Common {
  readonly kind: 'boolean';
  readonly default?: boolean;
}

export interface ChoiceParameter<Value extends string = string> extends Common {
  readonly kind: 'choice';
  readonly choices: readonly { readonly value: Value; readonly doc: string }[];
  readonly default?: NoInfer<Value>;
  /** When not written, the pipeline's own key of the same name holds. */
  readonly inherited?: true;
}

/** One number for all channels, one number per channel, or the name of a known list. Resolved to numbers. */
export interface NumbersParameter extends Common {
  readonly kind: 'numbers';
  readonly minimum: number;
  readonly maximum: number;
  readonly exclusiveMinimum?: true;
  readonly named?: Readonly<Record<string, { readonly values: readonly number[]; readonly doc: string }>>;
  readonly default?: readonly number[] | string;
}

/** A colour: one number for all channels or one per channel, in the image's own units. */
export interface ColorParameter extends Common {
  readonly kind: 'color';
  readonly default?: readonly number[];
}

/** A block size: one number, or [height, width]. Resolved to [height, width]. */
export interface SizeParameter extends Common {
  readonly kind: 'size';
  readonly minimum: number;
  readonly maximum: number;
  readonly default?: readonly [height: number, width: number];
}

/** Two numbers: [x, y], across and down, or the ends of a range. */
export interface PairParameter extends Common {
  readonly kind: 'pair';
  /** The numbers are [lowest, highest] of a range, which may be one and the same. */
  readonly range?: true;
  readonly minimum: number;
  readonly maximum: number;
  readonly default?: readonly [number, number];
}

/** Rows of numbers, all of the same length. */
export interface MatrixParameter extends Common {
  readonly kind: 'matrix';
  readonly maximumRows: number;
  readonly maximumColumns: number;
  readonly default?: readonly (readonly number[])[];
}

/**
 * Numbers written in place, the path of a .npy file that holds them, or the name of a way to make them. A path is
 * relative to the pipeline file and stays a path when resolved: the engine is handed what the file holds.
 */
export interface ArrayParameter extends Common {
  readonly kind: 'array';
  /** 1: a list. 2: rows of the same length. */
  readonly axes: 1 | 2;
  readonly named?: Readonly<Record<string, { readonly doc: string }>>;
  readonly default?: string;
}

/** The most rows, and numbers of a row, that are written in place. */
export const maximumWritten = 4096;

/** A path of a .npy file in the folder of the pipeline file or below it: neither absolute nor climbing by `..`. */
export const arrayPath = /^(?![/\\])(?![A-Za-z]:)(?!(?:.*[/\\])?\.\.(?:[/\\]|$)).*[^/\\]\.npy$/;

/** Steps inside a step: a list of at least one, written like those of the pipeline. Resolved to steps. */
export interface StepsParameter extends Common {
  readonly kind: 'steps';
  readonly required: true;
}

export type Parameter =
  | IntegerParameter
  | NumberParameter
  | BooleanParameter
  | ChoiceParameter
  | NumbersParameter
  | ColorParameter
  | SizeParameter
  | PairParameter
  | MatrixParameter
  | ArrayParameter
  | StepsParameter;

/** A resolved parameter value. */
export type Value =
  | number
  | boolean
  | string
  | readonly number[]
  | readonly (readonly number[])[]
  | readonly Step[]
  | undefined;
export type Values = Readonly<Record<string, Value>>;

/** `1 to 65535 px`, `odd, 0 to 255`, `one of …`: what a parameter accepts, in words. */
export function describeAccepted(parameter: Parameter): string {
  const unit = parameter.unit === undefined ? '' : ` ${parameter.unit}`;
  switch (parameter.kind) {
    case 'integer':
      if (parameter.minimum === parameter.maximum) return `${parameter.minimum}${unit}`;
      if (parameter.odd && parameter.maximum === parameter.minimum + 2) {
        return `${parameter.minimum} or ${parameter.maximum}${unit}`;
      }
      return `${parameter.odd ? 'an odd whole number' : 'a whole number'} from ${parameter.minimum} to ${parameter.maximum}${unit}`;
    case 'number':
      return `a number ${describeRange(parameter)}${unit}`;
    case 'boolean':
      return 'true or false';
    case 'choice':
      return `one of ${parameter.choices.map(choice => choice.value).join(', ')}`;
    case 'numbers': {
      const names = Object.keys(parameter.named ?? {});
      const named = names.length === 0 ? '' : `, or one of ${names.join(', ')}`;
      return `a number ${describeRange(parameter)}, a list of 1, 3 or 4 of them${named}`;
    }
    case 'color':
      return 'a number, or a list of one number per channel';
    case 'size':
      return `a whole number from ${parameter.minimum} to ${parameter.maximum}${unit}, or [height, width]`;
    case 'pair':
      return `${parameter.range ? '[lowest, highest]' : '[x, y]'}, each a number ${describeRange(parameter)}${unit}`;
    case 'matrix':
      return `rows of numbers, at most ${parameter.maximumRows} rows of ${parameter.maximumColumns}`;
    case 'array': {
      const names = Object.keys(parameter.named ?? {}).join(', ');
      const written = parameter.axes === 1 ? 'a list of numbers' : 'rows of numbers';
      return `${written}, the path of a .npy file in the pipeline file’s folder or below${names && `, or one of ${names}`}`;
    }
    case 'steps':
      return 'a list of at least one step';
  }
}

function describeRange(range: { minimum: number; maximum: number; exclusiveMinimum?: true }): string {
  return `${range.exclusiveMinimum ? 'above' : 'from'} ${bound(range.minimum)} to ${bound(range.maximum)}`;
}

/** `1e9` instead of 1000000000, which nobody counts. */
function bound(value: number): string {
  return Math.abs(value) >= 1e6 ? value.toExponential().replace('e+', 'e') : String(value);
}
