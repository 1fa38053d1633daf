import { DarkroomError } from '../shared/errors.ts';
import type { Example, Family, OperationEntry, Values } from '../shared/catalogue.ts';
import type { PointMap } from './geometry/point-map.ts';
import { describeShape, type Channels, type DataType, type Shape } from '../shared/shape.ts';
import { allocate, type Image } from './image.ts';
import type { ParameterMap, ValuesOf } from './parameters.ts';

/** What the files hold that an operation's values name, by the path as it is written. */
export type Files = ReadonlyMap<string, Image>;

/**
 * One operation, declared once. The kernel sees resolved values only: defaults filled in, names replaced by numbers,
 * `match` taken from the pipeline, everything within its declared range.
 */
export interface OperationDeclaration<P extends ParameterMap> {
  readonly id: string;
  readonly title: string;
  readonly family: Family;
  /** One line, for completion lists and the catalogue. */
  readonly doc: string;
  /** Where the arithmetic comes from: a function of a reference library, or a formula. */
  readonly reference: string;
  readonly parameters: P;
  readonly examples: readonly Example[];
  /** What the operation works on; absent means every dtype, 1, 3 or 4 channels, and images only. */
  readonly accepts?: {
    readonly dtypes?: readonly DataType[];
    readonly channels?: readonly Channels[];
    readonly vectors?: true;
  };
  /**
   * Rules between parameters that hold for every image; each entry names the parameter to be changed.
   * A rule about one parameter alone belongs into its declaration.
   */
  check?(values: ValuesOf<P>): readonly ParameterFault[];
  /**
   * Size, channels and dtype that come out, without touching pixels. Absent: as they went in.
   * @throws DarkroomError `out_of_domain` naming the sizes when the operation cannot work on such an image.
   */
  shape?(input: Shape, values: ValuesOf<P>): Shape;
  /**
   * Where the input's points land in the output, continuous coordinates. Absent: they stay where they are
   * (photometric). Undefined: the output has no places (a vector).
   */
  map?(input: Shape, values: ValuesOf<P>): PointMap | undefined;
  /** The kernel: a new image of exactly `shape(input)`. Never writes to its input; may return it unchanged. */
  apply(image: Image, values: ValuesOf<P>, files: Files): Image;
}

export interface ParameterFault {
  readonly parameter: string;
  readonly message: string;
}

/** An operation as the rest of the engine sees it, whatever its parameters are. */
export interface Operation extends OperationEntry {
  readonly random: false;
  readonly accepts: {
    readonly dtypes: readonly DataType[];
    readonly channels: readonly Channels[];
    readonly vectors: boolean;
  };
  check(values: Values): readonly ParameterFault[];
  shape(input: Shape, values: Values): Shape;
  map(input: Shape, values: Values): PointMap | undefined;
  /** Paths of the files that are to be read for `apply`, relative to the pipeline file. */
  files(values: Values): readonly string[];
  apply(image: Image, values: Values, files?: Files): Image;
}

const noFiles: Files = new Map();

/** Completes a declaration and forgets its parameter types, which the parser has by then checked. */
export function defineOperation<const P extends ParameterMap>(
  declaration: OperationDeclaration<P>,
): Operation {
  const { id, title, family, doc, reference, parameters, examples } = declaration;
  const accepts = {
    dtypes: declaration.accepts?.dtypes ?? (['uint8', 'uint16', 'float32'] as const),
    channels: declaration.accepts?.channels ?? ([1, 3, 4] as const),
    vectors: declaration.accepts?.vectors ?? false,
  };
  const typed = (values: Values) => values as ValuesOf<P>;
  const arrays = Object.entries(parameters).flatMap(([name, parameter]) =>
    parameter.kind === 'array' ? [{ name, named: parameter.named ?? {} }] : [],
  );
  return {
    id,
    title,
    family,
    doc,
    reference,
    parameters,
    examples,
    random: false,
    accepts,
    check: values => declaration.check?.(typed(values)) ?? [],
    shape(input, values) {
      checkAccepts(title, accepts, input);
      return declaration.shape?.(input, typed(values)) ?? input;
    },
    map: (input, values) => (declaration.map ? declaration.map(input, typed(values)) : [1, 0, 0, 1, 0, 0]),
    files: values =>
      arrays.flatMap(({ name, named }) => {
        const value = values[name];
        return typeof value === 'string' && !Object.hasOwn(named, value) ? [value] : [];
      }),
    apply: (image, values, files = noFiles) => declaration.apply(image, typed(values), files),
  };
}

function checkAccepts(title: string, accepts: Operation['accepts'], input: Shape): void {
  if (input.vector && !accepts.vectors) {
    throw new DarkroomError(
      'out_of_domain',
      `${title} needs an image but received a vector of ${input.width} values.`,
      {
        hint: 'Move the step before flatten.',
      },
    );
  }
  if (!accepts.dtypes.includes(input.dtype)) {
    throw new DarkroomError(
      'out_of_domain',
      `${title} expects ${accepts.dtypes.join(' or ')} but received ${describeShape(input)}.`,
      { hint: 'Move the step before the one that changes the type.' },
    );
  }
  if (!accepts.channels.includes(input.channels)) {
    throw new DarkroomError(
      'out_of_domain',
      `${title} expects ${accepts.channels.join(' or ')} channels but received ${describeShape(input)}.`,
    );
  }
}

/** Storage for an operation's result. */
export function allocateShape(shape: Shape): Image['data'] {
  return allocate(shape.dtype, shape.width * shape.height * shape.channels);
}
